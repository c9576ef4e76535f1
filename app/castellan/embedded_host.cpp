// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/embedded_host.h"

#include "castellan/recovery_key.h"
#include "client/display_text.h"
#include "client/on_worker.h"
#include "client/secrets/data_key.h"
#include "core/try.h"
#include "core/version.h"
#include "os/locked_memory.h"
#include "os/path.h"
#include "os/print.h"
#include "server/operations/initialise.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <cstdio>

namespace castellan {
namespace {

constexpr std::size_t half = client::dataKeySize / 2;

StoreKeys keysFrom(const Secret &key)
{
    return {Secret(key.bytes().first(half)), Secret(key.bytes().last(half))};
}

/// The account's name, as far as a user name may look like it.
std::string personName()
{
    const auto account = qEnvironmentVariable("USER").toLower();
    QString name;
    for (const QChar c : account) {
        if (c.isLetterOrNumber() && c.unicode() < 128)
            name += c;
    }
    return name.size() < 2 ? "local" : name.toStdString();
}

/// A key for as long as the server starts; as good as the system's limit of locked memory allows.
std::shared_ptr<Secret> keptOutOfSwap(Secret key)
{
    auto held = std::make_shared<Secret>(std::move(key));
    (void)os::lockInMemory(held->bytes());
    return held;
}

ServerConfig configFor(const std::filesystem::path &data, StoreKeys keys, Secret launchKey)
{
    ServerConfig config;
    config.data = data;
    config.keys = std::move(keys);
    config.listen.address = "127.0.0.1";
    config.listen.port = 0;
    config.listen.launchKey = std::move(launchKey);
    return config;
}

}  // namespace

void LocalServerLog::write(const LogLine &line)
{
    os::printLine(stderr, "local server: " + toText(line));
}

EmbeddedHost::EmbeddedHost(client::ServerList &servers, client::SecretPlaces places, QString folder, Clock &clock,
                           Random &random, Log &log, QObject *parent)
    : LocalHost(parent), m_servers(servers), m_places(places), m_folder(std::move(folder)), m_clock(clock),
      m_random(random), m_log(log)
{
}

EmbeddedHost::~EmbeddedHost()
{
    if (m_server)
        m_server->stop();
}

QString EmbeddedHost::dataFolder() const
{
    return m_folder + QStringLiteral("/data");
}

QString EmbeddedHost::keyInFileNote() const
{
    return m_folder + QStringLiteral("/key-in-sealed-file");
}

bool EmbeddedHost::keepsKeyInFile() const
{
    return QFile::exists(keyInFileNote());
}

void EmbeddedHost::keepKeyInFile(bool on)
{
    if (!on) {
        QFile::remove(keyInFileNote());
        return;
    }
    QDir().mkpath(m_folder);
    QFile note(keyInFileNote());
    (void)note.open(QIODevice::WriteOnly);
}

client::SecretStore &EmbeddedHost::keys() const
{
    return m_places.at(keepsKeyInFile() ? client::SecretPlace::file : client::SecretPlace::keychain);
}

bool EmbeddedHost::hasData() const
{
    return QFile::exists(dataFolder() + QStringLiteral("/castellan.db"));
}

QString EmbeddedHost::databaseId() const
{
    QFile file(m_folder + QStringLiteral("/database-id"));
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.read(64)).trimmed() : QString();
}

Result<void> EmbeddedHost::noteDatabaseId(const QString &id) const
{
    QSaveFile file(m_folder + QStringLiteral("/database-id"));
    if (!file.open(QIODevice::WriteOnly) || file.write(id.toLatin1() + '\n') < 0 || !file.commit())
        return fail(ErrorCode::io, tr("Cannot write %1: %2").arg(file.fileName(), file.errorString()).toStdString());
    return {};
}

client::Future<EmbeddedHost::Started> EmbeddedHost::start()
{
    if (m_server)
        return client::ready<Started>(Started{m_servers.byId(databaseId()), {}});
    if (m_starting)
        return client::ready<Started>(fail(ErrorCode::busy, tr("The local server is starting already.").toStdString()));
    m_starting = true;
    auto answer = hasData() ? client::chained(this, client::readDataKey(this, keys(), databaseId()),
                                              [this](const Secret &key) { return serve(key, {}); })
                            : create();
    // Closing the screen does not cancel the start.
    return client::uncancelled(this, client::mapped(this, answer, [this](Result<Started> result) {
                                   m_starting = false;
                                   return result;
                               }));
}

client::Future<EmbeddedHost::Started> EmbeddedHost::create()
{
    const QDir folder(m_folder);
    if (!folder.mkpath(QStringLiteral(".")))
        return client::ready<Started>(
            fail(ErrorCode::io, tr("Cannot create the folder %1.").arg(m_folder).toStdString()));
    // A new name for every new database: a key that an interrupted attempt left behind belongs to no data.
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    auto key = client::createDataKey(this, keys(), id, false, m_random);
    return client::chained(this, key, [this, id](const Secret &made) -> client::Future<Started> {
        if (auto noted = noteDatabaseId(id); !noted)
            return client::ready<Started>(fail(std::move(noted).error()));
        const auto held = keptOutOfSwap(made.clone());
        auto initialised = client::onWorker(
            m_pool, [this, held, data = os::pathFromUtf8(dataFolder().toStdString())]() -> Result<bool> {
                const std::string name = personName();
                TRY(initialise(data, keysFrom(*held), {name, {}, name, {}}, m_clock, m_random));
                return true;
            });
        return client::chained(this, initialised, [this, held](bool) { return serve(*held, recoveryKeyOf(*held)); });
    });
}

client::Future<EmbeddedHost::Started> EmbeddedHost::recover(const QString &recoveryKey)
{
    auto key = keyFromRecovery(recoveryKey);
    if (!key)
        return client::ready<Started>(fail(std::move(key).error()));
    const auto held = keptOutOfSwap(std::move(*key));
    // Only a key that opens the data is put back.
    const auto recovered = client::chained(this, serve(*held, {}), [this, held](const Started &started) {
        auto kept = client::restoreDataKey(this, keys(), databaseId(), held->clone());
        return client::mapped(this, kept, [started](const Result<void> &result) -> Result<Started> {
            if (!result)
                return fail(result.error());
            return started;
        });
    });
    return client::uncancelled(this, recovered);
}

client::Future<EmbeddedHost::Started> EmbeddedHost::serve(const Secret &key, const QString &recoveryKey)
{
    struct Up {
        std::shared_ptr<Server> server;
        http::Endpoint endpoint;
    };
    const std::string launch = m_random.word(43);
    const auto held = keptOutOfSwap(key.clone());
    auto up = client::onWorker(
        m_pool, [this, held, launch, data = os::pathFromUtf8(dataFolder().toStdString())]() -> Result<Up> {
            auto server = std::make_shared<Server>(configFor(data, keysFrom(*held), Secret(std::string_view(launch))),
                                                   m_clock, m_random, m_log);
            auto endpoint = TRY(server->start());
            return Up{std::move(server), std::move(endpoint)};
        });
    return client::mapped(this, up, [this, launch, recoveryKey](Result<Up> result) -> Result<Started> {
        if (!result)
            return fail(std::move(result).error());
        return attach(std::move(result->server), result->endpoint, Secret(std::string_view(launch)), recoveryKey);
    });
}

Result<EmbeddedHost::Started> EmbeddedHost::attach(std::shared_ptr<Server> server, const http::Endpoint &endpoint,
                                                   Secret launchKey, const QString &recoveryKey)
{
    auto session = TRY(server->openLocalSession());
    m_server = std::move(server);
    client::Profile profile;
    if (const client::Server *known = m_servers.byId(databaseId()))
        profile = known->profile();
    else {
        profile.name = tr("Local");
        profile.environment = client::Environment::local;
    }
    profile.id = databaseId();
    profile.url = QUrl(QString::fromStdString(endpoint.url));
    profile.username = QString::fromStdString(session.username);
    profile.secretPlace = client::SecretPlace::session;
    profile.embedded = true;
    profile.product = QStringLiteral("Castellan");
    profile.productVersion = QString::fromUtf8(version().data(), qsizetype(version().size()));
    const std::weak_ptr<Server> weak = m_server;
    client::EmbeddedAccess access{profile.url, std::move(launchKey), std::move(session.token),
                                  [weak]() -> Result<Secret> {
                                      const auto running = weak.lock();
                                      if (!running)
                                          return fail(ErrorCode::stopping, "The local server is not running.");
                                      auto again = TRY(running->openLocalSession());
                                      return std::move(again.token);
                                  }};
    client::Server *row = m_servers.attachEmbedded(profile, std::move(access));
    watch(row);
    Q_EMIT runningChanged(true);
    return Started{row, recoveryKey};
}

void EmbeddedHost::watch(client::Server *server)
{
    disconnect(server, nullptr, this, nullptr);
    // Console and server share a process: an unreachable server has stopped.
    connect(server, &client::Server::stateChanged, this, [this, server](client::ConnectionState state) {
        if (state == client::ConnectionState::offline && m_server)
            end(client::displayText(server->lastError().message));
    });
}

void EmbeddedHost::end(const QString &why)
{
    const std::shared_ptr<Server> server = std::move(m_server);
    m_server.reset();
    Q_EMIT runningChanged(false);
    Q_EMIT died(why);
    // Draining takes up to two seconds.
    m_pool.start([server] { server->stop(); });
}

void EmbeddedHost::stop()
{
    if (!m_server)
        return;
    const std::shared_ptr<Server> server = std::move(m_server);
    m_server.reset();
    m_servers.detachEmbedded(databaseId(),
                             Error(ErrorCode::offline, tr("The local server is not running.").toStdString()));
    server->stop();
    Q_EMIT runningChanged(false);
}

}  // namespace castellan
