// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Sign-in, step-up and sign-out of a connection.
#include "client/display_text.h"
#include "client/servers/server_connection.h"

#include "core/try.h"

#include <QMetaMethod>

namespace castellan::client {

namespace {

}  // namespace

Error ServerConnection::notConnected() const
{
    return m_lastError.message.empty() ? Error(ErrorCode::offline, tr("Not connected.").toStdString()) : m_lastError;
}

Future<void> ServerConnection::proof()
{
    if (!isSignalConnected(QMetaMethod::fromSignal(&Server::proofWanted)))
        return ready<void>(
            fail(ErrorCode::reauth_required,
                 tr("%1 requires you to confirm your identity.").arg(isolated(m_profile.name)).toStdString()));
    const Promise<void> promise;
    m_proofs.push_back(promise);
    if (m_proofs.size() == 1)
        Q_EMIT proofWanted();
    return promise.future();
}

Future<void> ServerConnection::stepUp(Proof proof)
{
    if (!m_link->platform)
        return ready<void>(fail(notConnected()));
    return mapped(this, m_link->platform->identity().stepUp(std::move(proof)), [this](Result<void> proven) {
        if (proven)
            settleProofs({});
        return proven;
    });
}

void ServerConnection::giveUpProof()
{
    settleProofs(fail(ErrorCode::cancelled, tr("Nothing was changed.").toStdString()));
}

void ServerConnection::settleProofs(const Result<void> &result)
{
    for (const auto &promise : std::exchange(m_proofs, {}))
        promise.settle(result);
}

void ServerConnection::secondFactorRequired()
{
    m_signIn.require(EnrolStep{});
    setState(ConnectionState::needs_sign_in,
             Error(ErrorCode::mfa_enrolment_required,
                   tr("%1 requires a second factor for your account. Set one up to continue.")
                       .arg(isolated(m_profile.name))
                       .toStdString()));
}

void ServerConnection::passwordExpired()
{
    m_signIn.require(NewPasswordStep{m_user});
    setState(ConnectionState::needs_sign_in,
             Error(ErrorCode::password_expired, tr("Your password on %1 has expired. Choose a new one to continue.")
                                                    .arg(isolated(m_profile.name))
                                                    .toStdString()));
}

void ServerConnection::keepCredential()
{
    if (m_profile.embedded || !m_link->platform || !m_user)
        return;
    auto &store = m_surroundings.secrets.at(m_profile.secretPlace);
    whenDone(this, store.write(secretName(m_profile.id), m_link->platform->identity().credential()),
             [this](Result<void> kept) {
                 if (!kept)
                     Q_EMIT notice(tr("You are signed in, but the sign-in could not be saved: %1")
                                       .arg(QString::fromStdString(kept.error().message)));
             });
}

Future<void> ServerConnection::forgetSecret()
{
    if (m_profile.embedded)
        return ready<void>({});
    return m_surroundings.secrets.at(m_profile.secretPlace).remove(secretName(m_profile.id));
}

void ServerConnection::forgetUser()
{
    giveUpProof();
    m_user.reset();
    setState(ConnectionState::signed_out);
    m_link->transport->failParked(Error(
        ErrorCode::unauthenticated, tr("You are not signed in to %1.").arg(isolated(m_profile.name)).toStdString()));
    Q_EMIT userChanged();
}

Future<void> ServerConnection::signOut()
{
    m_keep.stop();
    auto ended = m_link->platform && m_user ? m_link->platform->identity().signOut() : ready<void>({});
    m_signIn.giveUp();
    auto forgotten = forgetSecret();
    // The credential is forgotten in any case. An unreachable server keeps its session until it expires; the result
    // says so.
    return mapped(this, ended, [forgotten](Result<void> r) mutable -> Result<void> {
        if (forgotten.isFinished() && forgotten.resultCount() > 0) {
            TRY(forgotten.takeResult());
        }
        return r;
    });
}

void ServerConnection::signInEnded()
{
    if (m_embedded)
        return renewLocalSession();
    m_signIn.restart();
    setState(ConnectionState::needs_sign_in,
             Error(ErrorCode::unauthenticated, tr("Your session on %1 has ended. Sign in again to continue.")
                                                   .arg(isolated(m_profile.name))
                                                   .toStdString()));
}

void ServerConnection::renewLocalSession()
{
    // Without a limit, a server that refuses new sessions too would cause an endless loop.
    const auto now = m_surroundings.clock.tick();
    const bool again = m_renewed && now - *m_renewed < std::chrono::seconds(5);
    m_renewed = now;
    auto fresh =
        again || !m_embedded->renew
            ? Result<Secret>(fail(ErrorCode::unauthenticated,
                                  tr("The local server does not accept this console's session.").toStdString()))
            : m_embedded->renew();
    if (!fresh)
        return setState(ConnectionState::needs_sign_in, fresh.error());
    m_embedded->session = std::move(*fresh);
    resumeSession();
}

}  // namespace castellan::client
