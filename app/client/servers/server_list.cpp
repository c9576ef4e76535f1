// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/servers/server_list.h"

#include "client/profile/profiles_file.h"
#include "client/servers/connect_flow.h"
#include "client/servers/server_connection.h"
#include "client/transport/tls.h"
#include "core/try.h"

#include <QFile>

#include <algorithm>

namespace castellan::client {

namespace {

QString fileOf(const Surroundings &surroundings)
{
    return surroundings.configFolder + QStringLiteral("/servers.json");
}

}  // namespace

ServerList::ServerList(Surroundings &surroundings, QObject *parent)
    : QAbstractListModel(parent), m_surroundings(surroundings)
{
}

ServerList::~ServerList() = default;

Result<void> ServerList::load()
{
    auto profiles = readProfiles(fileOf(m_surroundings));
    if (!profiles) {
        // Kept aside: the next save would overwrite it.
        if (profiles.error().code == ErrorCode::corrupt) {
            const QString aside = fileOf(m_surroundings) + QStringLiteral(".unreadable");
            QFile::remove(aside);
            QFile::rename(fileOf(m_surroundings), aside);
        }
        m_mayWrite = profiles.error().code == ErrorCode::corrupt;
        return fail(std::move(profiles).error());
    }
    for (const auto &profile : *profiles)
        insert(profile, nullptr);
    return {};
}

void ServerList::openAll()
{
    for (const auto &server : m_servers)
        server->open();
}

int ServerList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_servers.size());
}

QVariant ServerList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    auto *server = m_servers[std::size_t(index.row())].get();
    const auto &profile = server->profile();
    switch (role) {
    case Qt::DisplayRole:
        return profile.name;
    case ServerRole:
        return QVariant::fromValue(static_cast<QObject *>(server));
    case IdRole:
        return profile.id;
    case StateRole:
        return int(server->state());
    case EnvironmentRole:
        return int(profile.environment);
    case ReadOnlyRole:
        return profile.readOnly;
    case UrlRole:
        return profile.url;
    case EmbeddedRole:
        return profile.embedded;
    default:
        return {};
    }
}

QHash<int, QByteArray> ServerList::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{ServerRole, "server"},
                  {IdRole, "id"},
                  {StateRole, "state"},
                  {EnvironmentRole, "environment"},
                  {ReadOnlyRole, "readOnly"},
                  {UrlRole, "url"},
                  {EmbeddedRole, "embedded"}});
    return names;
}

bool ServerList::moveRows(const QModelIndex &from, int row, int count, const QModelIndex &to, int before)
{
    const int rows = rowCount();
    if (from.isValid() || to.isValid() || count < 1 || row < 0 || row + count > rows || before < 0 || before > rows ||
        !beginMoveRows(from, row, row + count - 1, to, before))
        return false;
    const auto first = m_servers.begin();
    if (before < row)
        std::rotate(first + before, first + row, first + row + count);
    else
        std::rotate(first + row, first + row + count, first + before);
    endMoveRows();
    saveOrSay();
    return true;
}

Server *ServerList::at(int row) const
{
    return row >= 0 && row < rowCount() ? m_servers[std::size_t(row)].get() : nullptr;
}

ServerConnection *ServerList::find(const QString &id) const
{
    const auto it =
        std::find_if(m_servers.begin(), m_servers.end(), [&](const auto &s) { return s->profile().id == id; });
    return it == m_servers.end() ? nullptr : it->get();
}

Server *ServerList::byId(const QString &id) const
{
    return find(id);
}

int ServerList::rowOf(const Server *server) const
{
    const auto it = std::find_if(m_servers.begin(), m_servers.end(), [&](const auto &s) { return s.get() == server; });
    return it == m_servers.end() ? -1 : int(it - m_servers.begin());
}

std::vector<Server *> ServerList::servers() const
{
    std::vector<Server *> out;
    out.reserve(m_servers.size());
    for (const auto &server : m_servers)
        out.push_back(server.get());
    return out;
}

std::unique_ptr<ConnectFlow> ServerList::connectNew()
{
    return std::make_unique<ConnectFlow>(*this, m_surroundings);
}

ServerConnection *ServerList::insert(const Profile &profile, std::unique_ptr<Link> link)
{
    const int row = rowCount();
    auto made = std::make_unique<ServerConnection>(profile, m_surroundings, std::move(link));
    auto *server = made.get();
    beginInsertRows({}, row, row);
    m_servers.push_back(std::move(made));
    endInsertRows();
    const auto changed = [this, server](const QList<int> &roles) {
        if (const int at = rowOf(server); at >= 0)
            Q_EMIT dataChanged(index(at), index(at), roles);
    };
    connect(server, &Server::stateChanged, this, [changed] { changed({StateRole}); });
    connect(server, &Server::profileChanged, this, [this, changed] {
        changed({Qt::DisplayRole, EnvironmentRole, ReadOnlyRole, UrlRole});
        saveOrSay();
    });
    Q_EMIT added(server);
    return server;
}

Result<Server *> ServerList::add(const Profile &profile, std::unique_ptr<Link> link)
{
    auto profiles = this->profiles();
    profiles.push_back(profile);
    TRY(save(profiles));
    return insert(profile, std::move(link));
}

Result<void> ServerList::mayBecome(const Profile &profile) const
{
    const auto *server = find(profile.id);
    if (!server)
        return fail(ErrorCode::not_found, tr("This server is no longer in the list.").toStdString());
    if (!server->profile().embedded && originOf(server->profile().url) != originOf(profile.url))
        return fail(ErrorCode::validation,
                    tr("This is the address of another server. Add it as a new server.").toStdString())
            .at("url");
    if (profile.name.trimmed().isEmpty())
        return fail(ErrorCode::validation, tr("A server needs a name.").toStdString()).at("name");
    return {};
}

Result<void> ServerList::update(const Profile &profile)
{
    TRY(mayBecome(profile));
    find(profile.id)->change(profile);
    return {};
}

Future<void> ServerList::update(const Profile &profile, TransportSecretsUpdate secrets)
{
    if (auto ok = mayBecome(profile); !ok)
        return ready<void>(fail(std::move(ok).error()));
    const auto before = find(profile.id)->profile();
    if (before.embedded)
        return ready<void>(update(profile));
    const auto given = std::make_shared<TransportSecretsUpdate>(std::move(secrets));
    auto held = readTransportSecrets(this, m_surroundings.secrets.at(before.secretPlace), before);
    return chained(this, held, [this, profile, given](TransportSecrets secrets) {
        auto next = updated(this, profile, secrets.clone(), std::move(*given));
        const auto before = std::make_shared<TransportSecrets>(std::move(secrets));
        return chained(this, next, [this, profile, before](TransportSecrets next) {
            return takeUp(profile, std::move(*before), std::move(next));
        });
    });
}

Future<void> ServerList::takeUp(const Profile &profile, TransportSecrets held, TransportSecrets next)
{
    auto endpoint = endpointOf(profile, m_surroundings.version);
    next.putInto(endpoint);
    if (auto usable = checkEndpoint(endpoint); !usable)
        return ready<void>(fail(std::move(usable).error()));
    if (auto ok = mayBecome(profile); !ok)
        return ready<void>(fail(std::move(ok).error()));
    const auto before = find(profile.id)->profile();
    const bool moves = before.secretPlace != profile.secretPlace;
    const bool any = !held.keyPassphrase.empty() || !held.proxyPassword.empty();
    auto &store = m_surroundings.secrets.at(profile.secretPlace);
    auto stored = writeTransportSecrets(this, store, profile.id, next.clone(), any && !moves);
    const auto kept = std::make_shared<TransportSecrets>(std::move(next));
    return mapped(this, stored, [this, profile, before, moves, kept](Result<void> done) -> Result<void> {
        TRY(done);
        TRY(mayBecome(profile));
        if (moves)
            whenDone(this, removeTransportSecrets(this, m_surroundings.secrets.at(before.secretPlace), before),
                     [](const Result<void> &) {});
        find(profile.id)->change(profile, std::move(*kept));
        return {};
    });
}

Future<void> ServerList::remove(const QString &id)
{
    auto *server = find(id);
    if (!server)
        return ready<void>(fail(ErrorCode::not_found, tr("This server is no longer in the list.").toStdString()));
    auto &store = m_surroundings.secrets.at(server->profile().secretPlace);
    auto forgotten = chained(this, server->forgetSecret(), [this, &store, profile = Profile(server->profile())] {
        return removeTransportSecrets(this, store, profile);
    });
    Q_EMIT aboutToRemove(server);
    const int row = rowOf(server);
    beginRemoveRows({}, row, row);
    const auto gone = std::move(m_servers[std::size_t(row)]);
    m_servers.erase(m_servers.begin() + row);
    endRemoveRows();
    saveOrSay();
    return forgotten;
}

Server *ServerList::attachEmbedded(const Profile &profile, EmbeddedAccess access)
{
    auto *server = find(profile.id);
    if (!server) {
        server = insert(profile, nullptr);
        saveOrSay();
    }
    server->attach(std::move(access));
    return server;
}

void ServerList::detachEmbedded(const QString &id, const Error &why)
{
    if (auto *server = find(id))
        server->detach(why);
}

std::vector<Profile> ServerList::profiles() const
{
    std::vector<Profile> out;
    for (const auto &server : m_servers) {
        if (!server->profile().temporary)
            out.push_back(server->profile());
    }
    return out;
}

Result<void> ServerList::save(const std::vector<Profile> &profiles) const
{
    if (!m_mayWrite)
        return fail(
            ErrorCode::newer_file,
            tr("The list of servers was written by a newer version of Castellan and is not changed.").toStdString());
    return writeProfiles(fileOf(m_surroundings), profiles);
}

void ServerList::saveOrSay()
{
    if (auto saved = save(profiles()); !saved)
        Q_EMIT saveFailed(QString::fromStdString(saved.error().message));
}

}  // namespace castellan::client
