// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/servers/connect_flow.h"

#include "client/display_text.h"
#include "client/profile/address.h"
#include "client/servers/link.h"
#include "client/servers/server_connection.h"
#include "client/servers/server_list.h"
#include "core/try.h"

namespace castellan::client {

ConnectFlow::ConnectFlow(ServerList &list, Surroundings &surroundings)
    : m_list(list), m_surroundings(surroundings), m_link(std::make_unique<Link>()),
      m_signIn([this]() -> Result<Identity *> {
          if (!m_link->platform)
              return fail(notProbed());
          return &m_link->platform->identity();
      })
{
    connect(&m_signIn, &SignIn::accepted, this, [this](const records::User &user) { m_user = user; });
}

ConnectFlow::~ConnectFlow() = default;

Result<QUrl> ConnectFlow::parseAddress(const QString &text)
{
    QString typed = text.trimmed();
    if (typed.isEmpty())
        return fail(ErrorCode::validation,
                    tr("Enter the address of a server, such as flows.example.com.").toStdString())
            .at("url");
    if (typed.contains(QLatin1Char(' ')))
        return fail(ErrorCode::validation, tr("An address cannot contain spaces.").toStdString()).at("url");
    if (!typed.contains(QLatin1String("://"))) {
        const QUrl guess(QStringLiteral("http://") + typed);
        typed.prepend(isLoopback(guess) ? QStringLiteral("http://") : QStringLiteral("https://"));
    }
    QUrl url(typed, QUrl::StrictMode);
    TRY(checkBase(url));
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    url.setPath(path, QUrl::StrictMode);
    return url;
}

Future<PlatformInfo> ConnectFlow::probe(const QString &address, bool inClear)
{
    auto url = parseAddress(address);
    if (!url)
        return ready<PlatformInfo>(fail(std::move(url).error()));
    if (goesInClear(*url) && !inClear)
        return ready<PlatformInfo>(
            fail(
                ErrorCode::validation,
                tr("The connection to %1 would not be encrypted: passwords and events could be read and changed on the "
                   "way. Use https://, or choose to connect nevertheless.")
                    .arg(isolated(url->host()))
                    .toStdString())
                .at("encryption"));
    // A trusted key is valid for one origin only.
    if (originOf(*url) != originOf(m_profile.url))
        m_profile.pin.clear();
    return probeAt(*url);
}

/// What answers; and, where it could be mistaken later, who: from the sign-in on it has to be the same one.
Future<Detected> ConnectFlow::identified(Transport *transport)
{
    return chained(this, detect(*transport), [this, transport](const Detected &found) -> Future<Detected> {
        if (!found.provesIdentity || !wantsProof(transport->endpoint().base))
            return ready<Detected>(found);
        return mapped(this, transport->whoAnswers(), [this, transport, found](Result<QString> key) -> Result<Detected> {
            if (!key)
                return fail(std::move(key).error());
            if (m_link->transport.get() == transport) {
                m_profile.identity = *key;
                transport->pinIdentity(*key);
            }
            return found;
        });
    });
}

Future<PlatformInfo> ConnectFlow::probeAt(const QUrl &url)
{
    m_profile.url = url;
    m_user.reset();
    m_signIn.restart();
    m_link = std::make_unique<Link>();
    auto endpoint = endpointOf(m_profile, m_surroundings.version);
    m_secrets.putInto(endpoint);
    m_link->transport = std::make_unique<Transport>(std::move(endpoint), m_surroundings.clock, m_surroundings.random);
    auto *transport = m_link->transport.get();
    m_profile.identity.clear();
    auto found = mapped(this, identified(transport), [this, transport](Result<Detected> d) -> Result<PlatformInfo> {
        if (!d)
            return fail(std::move(d).error());
        if (m_link->transport.get() != transport)
            return fail(ErrorCode::cancelled, tr("Another address was entered meanwhile.").toStdString());
        m_link->platform = makePlatform(*transport, *d);
        m_profile.product = d->info.product;
        m_profile.productVersion = d->info.version;
        return d->info;
    });
    if (url.path().isEmpty())
        return found;
    // Users paste the address of a page; the server is at its origin.
    const Promise<PlatformInfo> promise;
    whenDone(this, found, [this, url, promise](Result<PlatformInfo> info) {
        if (info || info.error().code != ErrorCode::protocol)
            return promise.settle(std::move(info));
        QUrl origin = url;
        origin.setPath(QString());
        whenDone(this, probeAt(origin), promise);
    });
    return promise.future();
}

std::optional<CertificateInfo> ConnectFlow::certificate() const
{
    return m_link->transport ? m_link->transport->certificate() : std::nullopt;
}

void ConnectFlow::trustShownCertificate()
{
    const auto shown = certificate();
    if (shown && shown->trustable)
        m_profile.pin = shown->publicKey;
}

Error ConnectFlow::notProbed() const
{
    return Error(ErrorCode::offline, tr("Enter the server's address first.").toStdString());
}

Result<void> ConnectFlow::mayBeSaved() const
{
    if (!m_user || !m_link->platform)
        return fail(ErrorCode::unauthenticated, tr("Sign in first.").toStdString());
    if (m_profile.name.trimmed().isEmpty())
        return fail(ErrorCode::validation, tr("Enter a name for the server.").toStdString()).at("name");
    for (const auto *known : m_list.servers()) {
        const auto &p = known->profile();
        if (!p.embedded && p.url == m_profile.url && p.username == QString::fromStdString(m_user->username))
            return fail(ErrorCode::already_exists,
                        tr("%1 is already in the list, as “%2”.").arg(p.url.host(), p.name).toStdString())
                .at("url");
    }
    return {};
}

Future<Server *> ConnectFlow::save()
{
    if (auto ok = mayBeSaved(); !ok)
        return ready<Server *>(fail(std::move(ok).error()));
    m_profile.name = displayText(m_profile.name.trimmed());
    m_profile.username = QString::fromStdString(m_user->username);
    auto &store = m_surroundings.secrets.at(m_profile.secretPlace);
    const QString name = ServerConnection::secretName(m_profile.id);
    const auto secrets = std::make_shared<TransportSecrets>(TransportSecrets::of(m_link->transport->endpoint()));
    const auto kept = chained(this, store.write(name, m_link->platform->identity().credential()),
                              [this, &store, secrets, id = m_profile.id] {
                                  return writeTransportSecrets(this, store, id, std::move(*secrets), false);
                              });
    return mapped(this, kept, [this, &store, name](Result<void> r) -> Result<Server *> {
        if (!r)
            return fail(std::move(r).error());
        if (!m_link->platform || !m_user)
            return fail(ErrorCode::cancelled, tr("Another address was entered meanwhile.").toStdString());
        m_link->signedInAs = m_user;
        auto server = m_list.add(m_profile, std::move(m_link));
        m_link = std::make_unique<Link>();
        if (!server)
            whenDone(this, store.remove(name), [](const Result<void> &) {});
        return server;
    });
}

}  // namespace castellan::client
