// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bounded_queue.h"

#include <functional>
#include <thread>
#include <vector>

namespace castellan::identity {

/// The threads on which passwords are hashed and verified. A hash takes a quarter of a second and 64 MiB, so few run at
/// once, few wait, and all further requests are refused with a time to retry.
class HashPool {
public:
    explicit HashPool(unsigned threads = 1, std::size_t queue = 32);
    ~HashPool();  // stops
    HashPool(const HashPool &) = delete;
    HashPool &operator=(const HashPool &) = delete;

    /// False if too many wait already, or when stopped; the job is then not run.
    [[nodiscard]] bool submit(std::function<void()> job);
    /// Runs the jobs that wait, then ends. Idempotent.
    void stop();

private:
    void run();

    BoundedQueue<std::function<void()>> m_jobs;
    std::vector<std::thread> m_threads;
};

}  // namespace castellan::identity
