// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/certificate.h"
#include "client/transport/endpoint.h"
#include "client/transport/request.h"
#include "client/when_done.h"
#include "core/clock.h"
#include "core/random.h"

#include <QObject>

#include <deque>
#include <memory>
#include <optional>

class QNetworkAccessManager;
class QNetworkReply;
class QNetworkRequest;

namespace castellan::client {

class CookieJar;

/// Requests to one server. One manager and one jar of its own, so that nothing of one server reaches another.
///
/// - Redirects: followed for safe requests within the origin, otherwise ErrorCode::redirected.
/// - Safe requests are tried up to three times; a write is sent once, with a key that makes it idempotent.
/// - `localhost` without TLS is one address from the first answer on, 127.0.0.1 before ::1: proof of identity and
///   credentials go to the same one, without a resolver. Before that, one that refuses the connection gives way
///   to the other.
/// - Where the endpoint names an identity, nothing is sent before the server has proven to have it, and again after
///   every silence or lost connection.
/// - While a session stands, a 401 does not fail a request: it is parked until resumeParked() or failParked().
/// - Cancelling the future of a safe request aborts it; a write is not aborted, because it could not be told
///   otherwise whether it was made.
class Transport : public QObject {
    Q_OBJECT
public:
    Transport(Endpoint endpoint, const Clock &clock, Random &random, QObject *parent = nullptr);
    ~Transport() override;

    [[nodiscard]] Future<Reply> send(Request request);

    [[nodiscard]] const Endpoint &endpoint() const { return m_endpoint; }
    /// Uses another endpoint for the same server. Cookies are dropped, and so is the token if the origin changes.
    void moveTo(Endpoint endpoint);
    [[nodiscard]] QUrl urlOf(const QString &path) const;

    /// A token replaces cookies; an empty one goes back to them.
    void setBearer(Secret token);
    [[nodiscard]] const Secret &bearer() const { return m_bearer; }
    /// The sentence for a refusal (403) of a token, which may do less than its account; empty: the one for accounts.
    void setTokenRefusal(const QString &sentence) { m_tokenRefusal = sentence; }
    [[nodiscard]] CookieJar &cookies() { return *m_jar; }
    /// The identity of the server at the endpoint, without one to compare with.
    [[nodiscard]] Future<QString> whoAnswers();
    /// From now on, requests are sent only to the server with this identity.
    void pinIdentity(const QString &key);
    /// Whether the server's identity is proven at this moment, or needs no proof.
    [[nodiscard]] bool isProven() const;
    [[nodiscard]] Future<void> proven();
    /// The headers of a WebSocket upgrade: launch key and credential. None unless isProven().
    [[nodiscard]] QList<std::pair<QByteArray, QByteArray>> credentialHeaders() const;

    /// Whether there is a session, which a 401 would end.
    void setSignedIn(bool on) { m_signedIn = on; }
    [[nodiscard]] bool isSignedIn() const { return m_signedIn; }
    void resumeParked();
    void failParked(const Error &why);
    [[nodiscard]] std::size_t parked() const { return m_parked.size(); }
    /// Fails all requests with this error, until it is called with nullopt; for an embedded server that has stopped.
    void setUnreachable(std::optional<Error> why);

    /// From sending the last request that was answered to the end of its response; of an attempt, not of all of them.
    [[nodiscard]] std::chrono::milliseconds answerTime() const { return m_answerTime; }
    /// As shown in the last handshake.
    [[nodiscard]] std::optional<CertificateInfo> certificate() const { return m_certificate; }

Q_SIGNALS:
    /// A request got a 401 during a session. Once per session.
    void signInEnded();
    /// A request was refused with password_expired or mfa_enrolment_required.
    void signInIncomplete(castellan::ErrorCode what);
    /// The server has responded to an attempt, with any status.
    void answeredIn(std::chrono::milliseconds took);
    /// The server has changed the session's cookies.
    void credentialChanged();
    /// A request has ended without a response: offline, timed_out, tls, pin_mismatch.
    void failed(const castellan::Error &error);

private:
    struct Exchange;
    using ExchangePtr = std::shared_ptr<Exchange>;

    void start(const ExchangePtr &exchange);
    [[nodiscard]] bool usesOtherLoopback();
    void prove();
    void judged(const Result<QString> &key);
    void watchTls(const ExchangePtr &exchange, QNetworkReply *reply);
    void bound(const ExchangePtr &exchange, QNetworkReply *reply);
    void finished(const ExchangePtr &exchange, QNetworkReply *reply);
    void answered(const ExchangePtr &exchange, QNetworkReply *reply, int status);
    /// The error body is read on a worker.
    void refused(const ExchangePtr &exchange, Reply reply, const QByteArray &type,
                 std::optional<std::chrono::seconds> pause);
    void unanswered(const ExchangePtr &exchange, QNetworkReply *reply);
    void redirected(const ExchangePtr &exchange, QNetworkReply *reply);
    void again(const ExchangePtr &exchange, std::chrono::milliseconds after);
    void park(const ExchangePtr &exchange);
    void cancel(const ExchangePtr &exchange);
    void done(const ExchangePtr &exchange, Result<Reply> result);
    [[nodiscard]] std::chrono::milliseconds pauseBefore(int attempt);
    [[nodiscard]] QNetworkRequest dressed(const Exchange &exchange) const;

    Endpoint m_endpoint;
    const Clock &m_clock;
    Random &m_random;
    QNetworkAccessManager *m_network = nullptr;
    CookieJar *m_jar = nullptr;
    Result<void> m_usable;
    Secret m_bearer;
    QString m_tokenRefusal;
    bool m_signedIn = false;
    bool m_signInEnded = false;
    unsigned m_session = 0;  ///< counts sign-ins, so that a late 401 of the previous session does not end this one
    int m_signingIn = 0;     ///< pending requests of a sign-in
    std::optional<Error> m_unreachable;
    bool m_answered = false;  ///< something that speaks HTTP is at the endpoint
    QString m_otherLoopback;  ///< of `localhost`, until a server has answered
    std::optional<CertificateInfo> m_certificate;
    std::chrono::milliseconds m_answerTime{0};
    std::deque<ExchangePtr> m_parked;

    std::optional<Tick> m_sure;  ///< when the identity was last known to be proven
    bool m_proving = false;
    bool m_provedAtOther = false;        ///< the proof that is asked for has changed the loopback address
    std::deque<ExchangePtr> m_unproven;  ///< wait for the proof
    std::vector<Promise<void>> m_waiting;
};

}  // namespace castellan::client
