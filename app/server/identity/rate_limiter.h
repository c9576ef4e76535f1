// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/mutex.h"
#include "core/policy.h"

#include <functional>
#include <memory_resource>
#include <string>
#include <unordered_map>
#include <utility>

namespace castellan::identity {

/// Token buckets by key (an address, a user, …). Thread-safe; memory stays bounded, because a bucket that is full again
/// is removed.
class RateLimiter {
public:
    using Policy = std::function<RatePolicy()>;
    /// `policy` is called at each use.
    RateLimiter(Policy policy, const Clock &clock) : m_policy(std::move(policy)), m_clock(clock) {}

    /// Takes a token from the key's bucket. 0: allowed; otherwise the seconds (at least 1) until the next token.
    [[nodiscard]] int take(const std::string &key);
    /// The same without taking a token.
    [[nodiscard]] int wait(const std::string &key);

    [[nodiscard]] std::size_t size() const;

private:
    struct Bucket {
        double level = 0;
        int burst = 0;  ///< of the policy at the last use
        Tick at;
    };
    [[nodiscard]] int use(const std::string &key, double amount);
    static void refill(Bucket &bucket, const RatePolicy &policy, Tick now);
    void forgetFull(const RatePolicy &policy, Tick now) REQUIRES_LOCK(m_mutex);

    const Policy m_policy;
    const Clock &m_clock;
    mutable Mutex m_mutex;
    /// A pool of its own: buckets allocated in the middle of a flood would keep the pages of the flood's buffers in
    /// use.
    std::pmr::unsynchronized_pool_resource m_pool GUARDED_BY(m_mutex);
    std::pmr::unordered_map<std::string, Bucket> m_buckets GUARDED_BY(m_mutex){&m_pool};
    std::size_t m_sweepAt GUARDED_BY(m_mutex) = 1024;
};

}  // namespace castellan::identity
