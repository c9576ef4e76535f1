// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/back_off.h"
#include "client/countdown.h"
#include "client/servers/embedded_access.h"
#include "client/servers/link.h"
#include "client/servers/server.h"
#include "client/servers/surroundings.h"
#include "client/servers/transport_secrets.h"

#include <QTimer>

namespace castellan::client {

/// A server's connection and its state:
/// signed_out → connecting → connected ↔ degraded → offline (back-off) → needs_sign_in.
class ServerConnection final : public Server {
    Q_OBJECT
public:
    /// Without a link it creates one; with a link it takes over the sign-in made over it.
    ServerConnection(Profile profile, Surroundings &surroundings, std::unique_ptr<Link> link,
                     QObject *parent = nullptr);
    ~ServerConnection() override;

    [[nodiscard]] const Profile &profile() const override { return m_profile; }
    [[nodiscard]] ConnectionState state() const override { return m_state; }
    [[nodiscard]] Error lastError() const override { return m_lastError; }
    [[nodiscard]] std::chrono::milliseconds latency() const override { return m_latency; }
    [[nodiscard]] std::chrono::milliseconds nextTry() const override;
    [[nodiscard]] std::optional<records::User> user() const override { return m_user; }
    [[nodiscard]] Platform *platform() override { return m_link->platform.get(); }
    [[nodiscard]] Feed *feed() override { return m_feed.get(); }
    [[nodiscard]] ServerHealth &health() override { return *m_health; }
    [[nodiscard]] std::optional<CertificateInfo> certificate() const override;
    void trustShownCertificate() override;
    void setReadOnly(bool on) override;
    void open() override;
    void tryNow() override;
    [[nodiscard]] SignIn &signIn() override { return m_signIn; }
    [[nodiscard]] Future<void> stepUp(Proof proof) override;
    void giveUpProof() override;
    [[nodiscard]] Future<void> signOut() override;

    /// Takes up another profile of the same server; connects anew if the way to it changed.
    void change(const Profile &profile);
    /// The same with other secrets of that way, which are stored already.
    void change(const Profile &profile, TransportSecrets secrets);
    void attach(EmbeddedAccess access);
    void detach(const Error &why);
    /// Removes the saved sign-in.
    [[nodiscard]] Future<void> forgetSecret();
    [[nodiscard]] static QString secretName(const QString &profileId);

protected:
    [[nodiscard]] Future<void> proof() override;

private:
    void watchTransport();
    /// Reads the secrets of the way to the server, before the first request.
    void learnTransportSecrets();
    void establish();
    void detected(Result<Detected> found);
    void resumeSession();
    void resumed(Result<records::User> user);
    void signedIn(const records::User &user);
    void learnName();
    void forgetUser();
    void keepCredential();
    void makeFeed();
    void feedMode();
    void driveFeed();
    void meet(const Error &error);
    void goOffline(const Error &error);
    void probe();
    void pingIfIdle();
    void signInEnded();
    void passwordExpired();
    void secondFactorRequired();
    void settleProofs(const Result<void> &result);
    void renewLocalSession();
    void setState(ConnectionState state, const Error &error = {});
    void takeUp(const Profile &profile, bool otherSecrets);
    void moveOver();
    [[nodiscard]] Error notConnected() const;
    [[nodiscard]] Endpoint endpoint() const;
    [[nodiscard]] bool isUp() const
    {
        return m_state == ConnectionState::connected || m_state == ConnectionState::degraded;
    }

    Profile m_profile;
    Surroundings &m_surroundings;
    SignIn m_signIn;
    std::unique_ptr<Link> m_link;
    std::unique_ptr<Feed> m_feed;
    std::unique_ptr<ServerHealth> m_health;
    std::optional<EmbeddedAccess> m_embedded;
    std::optional<TransportSecrets> m_transportSecrets;  ///< nothing before they were read
    ConnectionState m_state = ConnectionState::signed_out;
    Error m_lastError;
    std::optional<records::User> m_user;
    std::chrono::milliseconds m_latency{0};
    BackOff m_backOff{std::chrono::seconds(1), std::chrono::seconds(30), m_surroundings.random};
    Countdown m_retry;
    QTimer m_ping;
    QTimer m_keep;
    Tick m_lastHeard;
    std::vector<Promise<void>> m_proofs;  ///< of changes that wait for stepUp()
    std::optional<Tick> m_renewed;        ///< when the local session was last renewed
    bool m_busy = false;                  ///< detecting, resuming or probing
};

}  // namespace castellan::client
