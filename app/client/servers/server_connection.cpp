// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/servers/server_connection.h"

#include "client/display_text.h"
#include "client/platform/feed.h"
#include "client/profile/address.h"
#include "client/servers/server_health.h"

namespace castellan::client {

namespace {

constexpr std::chrono::seconds idleBeforePing{15};

}  // namespace

ServerConnection::ServerConnection(Profile profile, Surroundings &surroundings, std::unique_ptr<Link> link,
                                   QObject *parent)
    : Server(parent), m_profile(std::move(profile)), m_surroundings(surroundings),
      m_signIn([this]() -> Result<Identity *> {
          if (!m_link->platform)
              return fail(notConnected());
          return &m_link->platform->identity();
      }),
      m_link(std::move(link))
{
    connect(&m_signIn, &SignIn::accepted, this, [this](const records::User &user) {
        signedIn(user);
        keepCredential();
    });
    connect(&m_signIn, &SignIn::givenUp, this, &ServerConnection::forgetUser);
    m_keep.setSingleShot(true);
    connect(&m_retry, &Countdown::ended, this, &ServerConnection::probe);
    connect(&m_retry, &Countdown::changed, this, &Server::nextTryChanged);
    connect(&m_ping, &QTimer::timeout, this, &ServerConnection::pingIfIdle);
    connect(&m_keep, &QTimer::timeout, this, &ServerConnection::keepCredential);
    m_ping.start(std::chrono::seconds(5));
    if (!m_link) {
        m_link = std::make_unique<Link>();
        m_link->transport = std::make_unique<Transport>(endpoint(), m_surroundings.clock, m_surroundings.random);
    }
    if (m_link->platform)
        m_transportSecrets = TransportSecrets::of(m_link->transport->endpoint());
    watchTransport();
    if (m_link->platform)
        makeFeed();
    m_health = std::make_unique<ServerHealth>(*this, m_surroundings.clock);
    if (m_link->signedInAs)
        signedIn(*m_link->signedInAs);
}

ServerConnection::~ServerConnection() = default;

Endpoint ServerConnection::endpoint() const
{
    auto e = endpointOf(m_profile, m_surroundings.version);
    if (m_transportSecrets)
        m_transportSecrets->putInto(e);
    if (m_embedded) {
        e.base = m_embedded->url;
        e.launchKey = m_embedded->launchKey.clone();
    }
    return e;
}

QString ServerConnection::secretName(const QString &profileId)
{
    return QStringLiteral("server/") + profileId;
}

void ServerConnection::watchTransport()
{
    auto *transport = m_link->transport.get();
    connect(transport, &Transport::answeredIn, this, [this](std::chrono::milliseconds took) {
        m_latency = took;
        m_lastHeard = m_surroundings.clock.tick();
        Q_EMIT latencyChanged();
    });
    connect(transport, &Transport::failed, this, &ServerConnection::meet);
    connect(transport, &Transport::signInEnded, this, &ServerConnection::signInEnded);
    connect(transport, &Transport::signInIncomplete, this, [this](ErrorCode what) {
        if (isUp())
            what == ErrorCode::password_expired ? passwordExpired() : secondFactorRequired();
    });
    connect(transport, &Transport::credentialChanged, this, [this] {
        if (m_user)
            m_keep.start(std::chrono::milliseconds(200));
    });
}

void ServerConnection::setState(ConnectionState state, const Error &error)
{
    m_lastError = error;
    if (state != ConnectionState::offline)
        m_retry.stop();
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
    driveFeed();
}

std::chrono::milliseconds ServerConnection::nextTry() const
{
    return m_retry.left();
}

// -- connecting ------------------------------------------------------------------------------------------------------

void ServerConnection::open()
{
    if (m_busy || isUp() || m_state == ConnectionState::needs_sign_in)
        return;
    if (m_profile.embedded && !m_embedded) {
        setState(ConnectionState::offline, Error(ErrorCode::offline, tr("This server is not running.").toStdString()));
        return;
    }
    setState(ConnectionState::connecting);
    if (m_link->platform)
        resumeSession();
    else
        establish();
}

void ServerConnection::learnTransportSecrets()
{
    m_busy = true;
    auto &store = m_surroundings.secrets.at(m_profile.secretPlace);
    whenDone(this, readTransportSecrets(this, store, m_profile), [this](Result<TransportSecrets> secrets) {
        if (m_transportSecrets)
            return;  // changed meanwhile, and connecting with them
        m_busy = false;
        if (!secrets) {
            Q_EMIT notice(displayText(secrets.error().message));
            return goOffline(secrets.error());
        }
        m_transportSecrets = std::move(*secrets);
        m_link->transport->moveTo(endpoint());
        establish();
    });
}

void ServerConnection::establish()
{
    if (!m_transportSecrets && !m_embedded)
        return learnTransportSecrets();
    m_busy = true;
    whenDone(this, detect(*m_link->transport), [this](Result<Detected> found) {
        m_busy = false;
        detected(std::move(found));
    });
}

void ServerConnection::detected(Result<Detected> found)
{
    if (!found)
        return meet(found.error());
    m_backOff.reset();
    m_link->platform = makePlatform(*m_link->transport, *found);
    if (m_profile.product != found->info.product || m_profile.productVersion != found->info.version) {
        m_profile.product = found->info.product;
        m_profile.productVersion = found->info.version;
        Q_EMIT profileChanged();
    }
    makeFeed();
    Q_EMIT platformKnown();
    if (m_embedded || !m_profile.identity.isEmpty() || !found->provesIdentity || !wantsProof(m_profile.url))
        return resumeSession();
    // A Castellan server added before servers had an identity.
    m_busy = true;
    whenDone(this, m_link->transport->whoAnswers(), [this](Result<QString> key) {
        m_busy = false;
        if (!key)
            return meet(key.error());
        m_profile.identity = *key;
        m_link->transport->pinIdentity(*key);
        Q_EMIT profileChanged();
        resumeSession();
    });
}

void ServerConnection::resumeSession()
{
    auto &identity = m_link->platform->identity();
    m_busy = true;
    const auto finish = [this](Result<records::User> user) {
        m_busy = false;
        resumed(std::move(user));
    };
    if (m_embedded)
        return whenDone(this, identity.useToken(m_embedded->session.clone()), finish);
    auto kept = m_surroundings.secrets.at(m_profile.secretPlace).read(secretName(m_profile.id));
    whenDone(this, kept, [this, finish](Result<Secret> secret) {
        if (secret)
            return whenDone(this, m_link->platform->identity().resume(std::move(*secret)), finish);
        m_busy = false;
        // Signing in by hand works despite the store's error, which is shown.
        setState(ConnectionState::signed_out,
                 secret.error().code == ErrorCode::secret_not_found ? Error{} : secret.error());
        if (secret.error().code != ErrorCode::secret_not_found)
            Q_EMIT notice(displayText(secret.error().message));
    });
}

void ServerConnection::resumed(Result<records::User> user)
{
    if (user)
        return signedIn(*user);
    if (user.error().code == ErrorCode::unauthenticated || user.error().code == ErrorCode::forbidden ||
        user.error().code == ErrorCode::mfa_required || user.error().code == ErrorCode::user_suspended)
        return setState(ConnectionState::needs_sign_in, user.error());
    meet(user.error());
}

void ServerConnection::signedIn(const records::User &user)
{
    // Waiting changes belong to the user who asked for them; they must not run in another user's name.
    const bool samePerson = !m_user || m_user->id == user.id;
    if (!samePerson)
        m_link->transport->failParked(
            Error(ErrorCode::cancelled, tr("Another user has signed in since this request was made.").toStdString()));
    if (!samePerson && m_feed)
        m_feed->stop();  // restarts with the new user's permissions
    m_user = user;
    m_backOff.reset();
    m_lastHeard = m_surroundings.clock.tick();
    if (user.password_expired.value_or(false)) {
        passwordExpired();
        Q_EMIT userChanged();
        return;
    }
    setState(ConnectionState::connected);
    m_link->transport->resumeParked();
    driveFeed();
    feedMode();
    learnName();
    Q_EMIT userChanged();
}

/// The next sign-in begins with the user name of today.
void ServerConnection::learnName()
{
    const QString name = QString::fromStdString(m_user->username);
    if (m_profile.username == name)
        return;
    m_profile.username = name;
    Q_EMIT profileChanged();
}

// -- staying connected -----------------------------------------------------------------------------------------------

void ServerConnection::meet(const Error &error)
{
    switch (error.code) {
    case ErrorCode::offline:
        return goOffline(error);
    case ErrorCode::timed_out:
        // One slow response does not mean offline; a ping that fails too does.
        if (!isUp())
            return goOffline(error);
        if (!m_busy)
            return probe();
        return;
    case ErrorCode::tls:
    case ErrorCode::pin_mismatch:
        return setState(ConnectionState::tls_error, error);
    default:
        break;
    }
    if (m_state == ConnectionState::connecting || m_state == ConnectionState::offline)
        goOffline(error);
}

void ServerConnection::goOffline(const Error &error)
{
    if (m_state == ConnectionState::needs_sign_in || m_state == ConnectionState::signed_out)
        return;
    const bool waiting = m_retry.isRunning();
    setState(ConnectionState::offline, error);
    if (!waiting && !(m_profile.embedded && !m_embedded))
        m_retry.start(m_backOff.next());
}

void ServerConnection::tryNow()
{
    m_backOff.reset();
    m_retry.stop();
    if (m_embedded && m_state == ConnectionState::needs_sign_in) {
        m_renewed.reset();
        renewLocalSession();
    } else if (m_state == ConnectionState::offline || isUp()) {
        probe();
    } else {
        open();
    }
}

void ServerConnection::probe()
{
    if (m_busy || (m_profile.embedded && !m_embedded))
        return;
    if (!m_link->platform)
        return establish();
    if (!m_user)
        return resumeSession();
    m_busy = true;
    // The response updates the user: permissions or the password's expiry may have changed.
    whenDone(this, m_link->platform->identity().ping(), [this](Result<records::User> user) {
        m_busy = false;
        if (!user && (user.error().code == ErrorCode::offline || user.error().code == ErrorCode::timed_out))
            return goOffline(user.error());
        if (user && m_user && user->raw != m_user->raw) {
            m_user = *user;
            learnName();
            Q_EMIT userChanged();
        }
        if (user && user->password_expired.value_or(false))
            return passwordExpired();
        if (m_state != ConnectionState::offline)
            return;
        m_backOff.reset();
        setState(ConnectionState::connected);
        feedMode();
    });
}

void ServerConnection::pingIfIdle()
{
    if (isUp() && !m_busy && m_surroundings.clock.tick() - m_lastHeard >= idleBeforePing)
        probe();
}

void ServerConnection::makeFeed()
{
    if (!m_surroundings.makeFeed || m_feed)
        return;
    m_feed = m_surroundings.makeFeed(*this);
    if (m_feed)
        connect(m_feed.get(), &Feed::modeChanged, this, &ServerConnection::feedMode);
}

/// The feed runs during a session; it recovers from lost connections by itself.
void ServerConnection::driveFeed()
{
    if (!m_feed)
        return;
    switch (m_state) {
    case ConnectionState::connected:
        m_feed->start();
        return;
    case ConnectionState::signed_out:
    case ConnectionState::needs_sign_in:
    case ConnectionState::tls_error:
        m_feed->stop();
        return;
    case ConnectionState::connecting:
    case ConnectionState::degraded:
    case ConnectionState::offline:
        return;
    }
}

void ServerConnection::feedMode()
{
    if (!m_feed || !isUp())
        return;
    auto *log = m_link->platform->auditLog();
    const bool streams = log && log->streams();
    const bool without = streams && (m_feed->mode() == FeedMode::polling || m_feed->mode() == FeedMode::refused);
    setState(without ? ConnectionState::degraded : ConnectionState::connected, m_lastError);
}

// -- profile ---------------------------------------------------------------------------------------------------------

std::optional<CertificateInfo> ServerConnection::certificate() const
{
    return m_link->transport->certificate();
}

void ServerConnection::trustShownCertificate()
{
    const auto shown = certificate();
    if (!shown || !shown->trustable)
        return;
    auto profile = m_profile;
    profile.pin = shown->publicKey;
    change(profile);
}

void ServerConnection::setReadOnly(bool on)
{
    if (m_profile.readOnly == on)
        return;
    m_profile.readOnly = on;
    Q_EMIT profileChanged();
}

void ServerConnection::change(const Profile &profile)
{
    takeUp(profile, false);
}

void ServerConnection::change(const Profile &profile, TransportSecrets secrets)
{
    const bool same = m_transportSecrets && m_transportSecrets->keyPassphrase == secrets.keyPassphrase &&
                      m_transportSecrets->proxyPassword == secrets.proxyPassword;
    m_transportSecrets = std::move(secrets);
    takeUp(profile, !same);
}

void ServerConnection::takeUp(const Profile &profile, bool otherSecrets)
{
    const auto way = [](const Profile &p) {
        return QStringList{p.url.toString(), p.caFile, p.clientCertificate, p.clientKey, p.pin, p.proxy, p.proxyUser};
    };
    const bool otherWay = !m_profile.embedded && (otherSecrets || way(m_profile) != way(profile));
    const bool otherPlace = m_profile.secretPlace != profile.secretPlace;
    if (otherPlace)
        whenDone(this, forgetSecret(), [](const Result<void> &) {});
    const QUrl url = m_profile.embedded ? m_profile.url : profile.url;
    const bool otherOrigin = originOf(url) != originOf(m_profile.url);
    m_profile = profile;
    m_profile.url = url;
    if (otherOrigin)
        m_profile.identity.clear();  // it belonged to the previous user
    if (otherPlace)
        keepCredential();
    Q_EMIT profileChanged();
    if (otherWay)
        moveOver();
}

void ServerConnection::moveOver()
{
    auto held = m_user && m_link->platform ? m_link->platform->identity().credential() : Secret();
    m_link->transport->moveTo(endpoint());
    setState(ConnectionState::connecting);
    if (!m_link->platform)
        return establish();
    if (held.empty())
        return resumeSession();
    m_busy = true;
    whenDone(this, m_link->platform->identity().resume(std::move(held)), [this](Result<records::User> user) {
        m_busy = false;
        resumed(std::move(user));
    });
}

void ServerConnection::attach(EmbeddedAccess access)
{
    m_profile.url = access.url;
    m_embedded = std::move(access);
    m_link->transport->setUnreachable(std::nullopt);
    m_link->transport->moveTo(endpoint());
    m_busy = false;
    setState(ConnectionState::connecting);
    if (m_link->platform)
        resumeSession();
    else
        establish();
}

void ServerConnection::detach(const Error &why)
{
    m_embedded.reset();
    m_retry.stop();
    m_link->transport->setUnreachable(why);
    setState(ConnectionState::offline, why);
}

}  // namespace castellan::client
