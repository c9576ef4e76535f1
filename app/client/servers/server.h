// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/display_text.h"
#include "client/platform/platform.h"
#include "client/profile/certificate.h"
#include "client/profile/profile.h"
#include "client/sign_in/sign_in.h"

#include <QObject>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>

namespace castellan::client {

class Feed;
class ServerHealth;

/// The connection's state, one for HTTP and the stream.
enum class ConnectionState {
    signed_out,
    connecting,
    connected,
    degraded,       ///< HTTP works, the stream does not: polling
    offline,        ///< trying again with back-off
    needs_sign_in,  ///< the session ended; requests are parked
    tls_error,      ///< certificate not trusted or not the pinned key
};

/// Whether records read earlier may be out of date after a change has failed so: the server refused the change for its
/// state or for the user's rights, or its outcome is not known.
[[nodiscard]] constexpr bool questionsRecords(ErrorCode code)
{
    constexpr std::array codes{
        ErrorCode::conflict,           ErrorCode::forbidden,        ErrorCode::idempotency_mismatch,
        ErrorCode::internal,           ErrorCode::invalid_email,    ErrorCode::invalid_request,
        ErrorCode::invalid_slug,       ErrorCode::invalid_username, ErrorCode::last_admin,
        ErrorCode::last_owner,         ErrorCode::not_found,        ErrorCode::offline,
        ErrorCode::last_owner_demoted, ErrorCode::slug_taken,       ErrorCode::timed_out,
        ErrorCode::unexpected_error,
    };
    return std::ranges::find(codes, code) != codes.end();
}

/// One server of the console: its profile, connection and platform.
class Server : public QObject {
    Q_OBJECT
public:
    explicit Server(QObject *parent = nullptr) : QObject(parent) {}

    [[nodiscard]] virtual const Profile &profile() const = 0;
    [[nodiscard]] virtual ConnectionState state() const = 0;
    [[nodiscard]] virtual Error lastError() const = 0;
    /// Of the last answered request; zero if none.
    [[nodiscard]] virtual std::chrono::milliseconds latency() const = 0;
    /// Until the next try while offline.
    [[nodiscard]] virtual std::chrono::milliseconds nextTry() const = 0;
    [[nodiscard]] virtual std::optional<records::User> user() const = 0;
    /// Null until the server's kind is known.
    [[nodiscard]] virtual Platform *platform() = 0;
    [[nodiscard]] virtual Feed *feed() = 0;
    [[nodiscard]] virtual ServerHealth &health() = 0;

    /// As shown in the last TLS handshake; none without TLS.
    [[nodiscard]] virtual std::optional<CertificateInfo> certificate() const = 0;
    /// Trusts the key that was shown, for this server only, and connects again.
    virtual void trustShownCertificate() = 0;

    virtual void setReadOnly(bool on) = 0;
    [[nodiscard]] bool isReadOnly() const { return profile().readOnly; }

    virtual void open() = 0;  ///< connects with the saved sign-in
    /// Ends the back-off; asks the host for another session of an embedded server; while connected, looks again who we
    /// are (after a changed password, for one).
    virtual void tryNow() = 0;
    /// Signs in, also after the session has ended; parked requests are resumed.
    [[nodiscard]] virtual SignIn &signIn() = 0;
    /// Ends the session on the server and forgets it here.
    [[nodiscard]] virtual Future<void> signOut() = 0;

    /// Runs a change, unless this server is read-only: then ErrorCode::read_only, before any request. Where the server
    /// demands step-up (reauth_required), emits proofWanted() and runs the change once more.
    template <class T> [[nodiscard]] Future<T> apply(const Change<T> &change)
    {
        if (isReadOnly())
            return ready<T>(fail(
                ErrorCode::read_only,
                tr("%1 is read-only here. Unlock it to make changes.").arg(isolated(profile().name)).toStdString()));
        const Promise<T> promise;
        const auto settle = [this, promise](Result<T> result) {
            if (result)
                Q_EMIT applied();
            else if (questionsRecords(result.error().code))
                Q_EMIT refused();
            promise.settle(std::move(result));
        };
        whenDone(this, change.m_run(), [this, run = change.m_run, settle](Result<T> first) {
            if (first || first.error().code != ErrorCode::reauth_required)
                return settle(std::move(first));
            whenDone(this, proof(), [this, run, settle](Result<void> proven) {
                if (!proven)
                    return settle(fail(std::move(proven).error()));
                whenDone(this, run(), settle);  // step-up is asked for once; a second refusal is final
            });
        });
        return promise.future();
    }

    /// Confirms the user's identity (step-up) and runs the changes that wait for it. A failure leaves them waiting.
    [[nodiscard]] virtual Future<void> stepUp(Proof proof) = 0;
    /// The user declined: waiting changes fail with ErrorCode::cancelled.
    virtual void giveUpProof() = 0;

Q_SIGNALS:
    void stateChanged(castellan::client::ConnectionState state);
    void profileChanged();
    void userChanged();
    void latencyChanged();
    /// nextTry() is another number of seconds, rounded up.
    void nextTryChanged();
    /// Once per connection that had none before: platform() and feed() are there from now on, for the server's life.
    void platformKnown();
    /// A change has succeeded.
    void applied();
    /// A change has failed in a way that questionsRecords(): views read again what they show.
    void refused();
    /// A change waits for stepUp() or giveUpProof().
    void proofWanted();
    /// A message for the user that is no error of a request, e.g. a sign-in that could not be saved.
    void notice(const QString &text);

protected:
    /// Answers when stepUp() has succeeded.
    [[nodiscard]] virtual Future<void> proof() = 0;
};

}  // namespace castellan::client
