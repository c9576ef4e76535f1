// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace castellan::identity {

/// The threads on which passwords are hashed and judged: a quarter of a second and 64 MiB each, so few run at once, few
/// wait, and everybody else is told to come back.
class HashPool {
public:
    explicit HashPool(unsigned threads = 1, std::size_t queue = 32);
    ~HashPool();  // stops
    HashPool(const HashPool &) = delete;
    HashPool &operator=(const HashPool &) = delete;

    /// False if too many wait already, or when stopped; the job is then not run.
    [[nodiscard]] bool submit(std::function<void()> job);
    /// Runs what waits, then ends. Idempotent.
    void stop();

private:
    void run();

    const std::size_t m_limit;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

}  // namespace castellan::identity
