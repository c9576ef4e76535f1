// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/request_limits.h"

#include "core/try.h"
#include "server/stream/viewer.h"

namespace castellan::api {
namespace {

using identity::Limit;

Result<void> within(int wait)
{
    if (wait == 0)
        return {};
    return fail(ErrorCode::too_many_requests, "Too many requests; wait " + std::to_string(wait) + " s.")
        .retryIn(std::chrono::seconds(wait));
}

/// Where the changes of a user, or of a service key, are counted.
std::string bucketOf(const stream::Subscriber &subscriber)
{
    const auto *user = std::get_if<UserId>(&subscriber);
    return user != nullptr ? to_string(*user) : "key " + to_string(std::get<KeyId>(subscriber));
}

}  // namespace

Result<void> RequestLimits::checkRoute(const Route &route, const http::Peer &peer)
{
    if (!route.accounting.authentication)
        return {};
    return within(m_limits.take(route.accounting.limit, addressPrefix(peer.address)));
}

Result<void> RequestLimits::checkAddress(const http::Request &request, bool presented)
{
    const auto address = addressPrefix(request.peer.address);
    const bool hasCredential = presented || request.header("Authorization");
    return within(hasCredential ? m_limits.wait(Limit::credentials, address) : m_limits.take(Limit::address, address));
}

Result<void> RequestLimits::checkCaller(const identity::Principal &caller)
{
    if (const auto key = caller.keyId())
        return within(m_limits.take(Limit::key, to_string(*key)));
    return within(m_limits.take(Limit::user, to_string(*caller.userId())));
}

Result<void> RequestLimits::checkWrite(const identity::Principal &caller)
{
    const auto bucket = bucketOf(caller.subscriber());
    TRY(within(m_limits.wait(Limit::dailyWrite, bucket)));
    TRY(within(m_limits.take(Limit::write, bucket)));
    return within(m_limits.take(Limit::dailyWrite, bucket));
}

void RequestLimits::countWrongCredential(const http::Peer &peer)
{
    (void)m_limits.take(Limit::credentials, addressPrefix(peer.address));
}

}  // namespace castellan::api
