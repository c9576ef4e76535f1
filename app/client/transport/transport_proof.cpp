// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// The proof of identity: made before anything else is sent, where the endpoint names an identity.
#include "client/transport/transport.h"

namespace castellan::client {
namespace {

/// After such a silence, another server may be at the address.
constexpr std::chrono::seconds proofHolds{2};

}  // namespace

Future<QString> Transport::whoAnswers()
{
    if (!m_endpoint.dialect.whoAnswers)
        return ready<QString>(fail(ErrorCode::pin_mismatch,
                                   tr("The identity of the server at %1 could not be verified. Nothing was sent to it.")
                                       .arg(m_endpoint.base.authority())
                                       .toStdString()));
    return m_endpoint.dialect.whoAnswers(this, m_endpoint, m_random);
}

void Transport::pinIdentity(const QString &key)
{
    m_endpoint.identity = key;
    m_sure.reset();
}

bool Transport::isProven() const
{
    return m_endpoint.identity.isEmpty() || (m_sure && m_clock.tick() - *m_sure < proofHolds);
}

Future<void> Transport::proven()
{
    const Promise<void> promise;
    m_waiting.push_back(promise);
    prove();
    return promise.future();
}

void Transport::prove()
{
    if (std::exchange(m_proving, true))
        return;
    // If address or identity have changed since the request was sent, it is repeated.
    const auto asked = std::pair(m_endpoint.base, m_endpoint.identity);
    whenDone(this, whoAnswers(), [this, asked](const Result<QString> &key) {
        m_proving = false;
        const bool away = !key && key.error().code == ErrorCode::offline;
        if (away && !std::exchange(m_provedAtOther, true) && usesOtherLoopback())
            return prove();
        m_provedAtOther = false;
        if (asked != std::pair(m_endpoint.base, m_endpoint.identity))
            return prove();
        judged(key);
    });
}

void Transport::judged(const Result<QString> &key)
{
    Result<void> verdict;
    if (!key)
        verdict = fail(key.error());
    else if (!m_endpoint.identity.isEmpty() && *key != m_endpoint.identity)
        verdict =
            fail(ErrorCode::pin_mismatch, tr("The server at %1 is not the one that you signed in to. Nothing was sent "
                                             "to it. If the server was reinstalled, remove it here and add it again.")
                                              .arg(m_endpoint.base.authority())
                                              .toStdString());
    if (verdict) {
        m_sure = m_clock.tick();
        m_otherLoopback.clear();
    } else
        Q_EMIT failed(verdict.error());
    const auto exchanges = std::exchange(m_unproven, {});
    const auto promises = std::exchange(m_waiting, {});
    for (const auto &exchange : exchanges) {
        if (verdict)
            start(exchange);
        else
            done(exchange, fail(verdict.error()));
    }
    for (const auto &promise : promises)
        promise.settle(verdict);
}

}  // namespace castellan::client
