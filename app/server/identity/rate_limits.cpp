// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/rate_limits.h"

namespace castellan::identity {
namespace {

RatePolicy policyOf(const RatePolicies &all, Limit limit)
{
    switch (limit) {
    case Limit::login:
        return all.login;
    case Limit::secondFactor:
        return all.secondFactor;
    case Limit::reset:
        return all.reset;
    case Limit::password:
        return all.password;
    case Limit::address:
    case Limit::credentials:
        return all.address;
    case Limit::user:
        return all.user;
    case Limit::key:
        return all.key;
    case Limit::write:
        return all.write;
    case Limit::dailyWrite:
        return all.dailyWrite;
    }
    return {};
}

}  // namespace

RateLimits::RateLimits(const SecurityPolicy &policy, const Clock &clock)
{
    for (std::size_t i = 0; i < m_limiters.size(); ++i)
        m_limiters.at(i) = std::make_unique<RateLimiter>(
            [&policy, limit = Limit(i)] { return policyOf(policy.current()->limits, limit); }, clock);
}

}  // namespace castellan::identity
