// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"
#include "server/identity/principal.h"
#include "server/identity/rate_limits.h"

namespace castellan::api {

/// Which rate limit a request counts against. Every check fails with ErrorCode::too_many_requests and the seconds to
/// wait. Thread-safe.
class RequestLimits {
public:
    explicit RequestLimits(identity::RateLimits &limits) : m_limits(limits) {}

    /// An authentication route's own limit, by address.
    [[nodiscard]] Result<void> checkRoute(const Route &route, const http::Peer &peer);
    /// By address: anonymous requests, and credentials that miss the cache. The latter take no token here; invalid ones
    /// are counted by `countWrongCredential`.
    [[nodiscard]] Result<void> checkAddress(const http::Request &request, bool presented);
    /// By user or key.
    [[nodiscard]] Result<void> checkCaller(const identity::Principal &caller);
    /// By user or key, of routes that write.
    [[nodiscard]] Result<void> checkWrite(const identity::Principal &caller);

    void countWrongCredential(const http::Peer &peer);

private:
    identity::RateLimits &m_limits;
};

}  // namespace castellan::api
