// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace castellan::identity {

int RateLimiter::take(const std::string &key)
{
    return use(key, 1);
}

int RateLimiter::wait(const std::string &key)
{
    return use(key, 0);
}

int RateLimiter::use(const std::string &key, double amount)
{
    const auto policy = m_policy();
    if (policy.burst == 0)
        return 0;
    const Lock lock(m_mutex);
    const auto now = m_clock.tick();
    if (m_buckets.size() >= m_sweepAt)
        forgetFull(policy, now);
    auto [it, fresh] = m_buckets.try_emplace(key, Bucket{double(policy.burst), policy.burst, now});
    auto &bucket = it->second;
    refill(bucket, policy, now);
    if (bucket.level >= 1) {
        bucket.level -= amount;
        return 0;
    }
    const double perSecond = policy.burst / std::chrono::duration<double>(policy.per).count();
    return std::max(1, int(std::ceil((1 - bucket.level) / perSecond - 1e-6)));  // a rounding error is no second
}

std::size_t RateLimiter::size() const
{
    const Lock lock(m_mutex);
    return m_buckets.size();
}

void RateLimiter::refill(Bucket &bucket, const RatePolicy &policy, Tick now)
{
    const std::chrono::duration<double> passed = now - bucket.at;
    const double gained = passed.count() * policy.burst / std::chrono::duration<double>(policy.per).count();
    // A larger burst takes effect at once, not only when the bucket has refilled.
    const double more = std::max(0, policy.burst - bucket.burst);
    bucket.level = std::min(double(policy.burst), bucket.level + more + std::max(0.0, gained));
    bucket.burst = policy.burst;
    bucket.at = now;
}

void RateLimiter::forgetFull(const RatePolicy &policy, Tick now)
{
    for (auto &[key, bucket] : m_buckets)
        refill(bucket, policy, now);
    std::erase_if(m_buckets, [&](const auto &entry) { return entry.second.level >= policy.burst; });
    m_sweepAt = std::max<std::size_t>(1024, m_buckets.size() * 2);
}

}  // namespace castellan::identity
