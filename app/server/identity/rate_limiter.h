// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/policy.h"

#include <functional>
#include <memory_resource>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace castellan::identity {

/// Token buckets by key (an address, a user, …). Thread-safe; memory stays bounded, because a bucket that is full again
/// says nothing and goes.
class RateLimiter {
public:
    using Policy = std::function<RatePolicy()>;
    /// Asks for the policy at each use.
    RateLimiter(Policy policy, const Clock &clock) : m_policy(std::move(policy)), m_clock(clock) {}

    /// Takes one from the key's bucket. 0: allowed; otherwise the seconds (at least 1) until the next one is there.
    [[nodiscard]] int take(const std::string &key);
    /// The same without taking one.
    [[nodiscard]] int wait(const std::string &key);

    [[nodiscard]] std::size_t size() const;

private:
    struct Bucket {
        double level = 0;
        int burst = 0;  ///< of the policy when it was last looked at
        Tick at;
    };
    [[nodiscard]] int use(const std::string &key, double amount);
    static void refill(Bucket &bucket, const RatePolicy &policy, Tick now);
    void forgetFull(const RatePolicy &policy, Tick now);

    const Policy m_policy;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    /// Its own place: made in the middle of a flood, buckets would hold the pages of the flood's buffers.
    std::pmr::unsynchronized_pool_resource m_pool;
    std::pmr::unordered_map<std::string, Bucket> m_buckets{&m_pool};
    std::size_t m_sweepAt = 1024;
};

}  // namespace castellan::identity
