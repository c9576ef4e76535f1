// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/identity/rate_limiter.h"
#include "server/identity/security_policy.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>

namespace castellan::identity {

/// The kinds of limits, and what each counts by.
enum class Limit : std::uint8_t {
    login,         ///< sign-in attempts, by address
    secondFactor,  ///< codes of a second factor, by user
    reset,         ///< password reset codes, by address
    password,      ///< password confirmations, by user
    address,       ///< requests without credentials, by address
    credentials,   ///< invalid credentials, by address; the same limit as `address`
    user,          ///< requests by session, by user
    key,           ///< requests by token or key, by key
    write,         ///< changes, by user
    dailyWrite,    ///< the same over a day
};

/// All limits, each with its buckets, by the policy in force. Thread-safe.
class RateLimits {
public:
    RateLimits(const SecurityPolicy &policy, const Clock &clock);

    /// Takes a token. 0: allowed; otherwise the seconds until the next token.
    [[nodiscard]] int take(Limit limit, const std::string &key) { return of(limit).take(key); }
    /// The same without taking.
    [[nodiscard]] int wait(Limit limit, const std::string &key) { return of(limit).wait(key); }
    [[nodiscard]] RateLimiter &of(Limit limit) { return *m_limiters.at(std::size_t(limit)); }

private:
    std::array<std::unique_ptr<RateLimiter>, std::size_t(Limit::dailyWrite) + 1> m_limiters;
};

}  // namespace castellan::identity
