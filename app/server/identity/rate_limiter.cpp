// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace castellan::identity {

int RateLimiter::take(const std::string &key)
{
    const std::lock_guard lock(m_mutex);
    const auto now = m_clock.tick();
    if (m_buckets.size() >= m_sweepAt)
        forgetFull(now);
    auto [it, fresh] = m_buckets.try_emplace(key, Bucket{double(m_policy.burst), now});
    auto &bucket = it->second;
    refill(bucket, now);
    if (bucket.level >= 1) {
        bucket.level -= 1;
        return 0;
    }
    const double perSecond = m_policy.burst / std::chrono::duration<double>(m_policy.per).count();
    return std::max(1, int(std::ceil((1 - bucket.level) / perSecond - 1e-6)));  // a rounding error is no second
}

std::size_t RateLimiter::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_buckets.size();
}

void RateLimiter::refill(Bucket &bucket, Tick now) const
{
    const std::chrono::duration<double> passed = now - bucket.at;
    const double gained = passed.count() * m_policy.burst / std::chrono::duration<double>(m_policy.per).count();
    bucket.level = std::min(double(m_policy.burst), bucket.level + std::max(0.0, gained));
    bucket.at = now;
}

void RateLimiter::forgetFull(Tick now)
{
    for (auto &[key, bucket] : m_buckets)
        refill(bucket, now);
    std::erase_if(m_buckets, [&](const auto &entry) { return entry.second.level >= m_policy.burst; });
    m_sweepAt = std::max<std::size_t>(1024, m_buckets.size() * 2);
}

}  // namespace castellan::identity
