// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace castellan::stream {

/// Work for the hub's thread, from any other. Outlives the hub in the hands of whoever still has it; then it takes
/// nothing any more.
class StreamInbox {
public:
    using Job = std::function<void()>;

    /// Subscribers that want rows; without any, nobody copies them.
    std::atomic<std::size_t> subscribers{0};

    void post(Job job)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_closed)
                return;
            m_jobs.push_back(std::move(job));
        }
        m_wake.notify_one();
    }
    void close()
    {
        std::vector<Job> left;
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
            left = std::exchange(m_jobs, {});
        }
        m_wake.notify_all();
    }
    [[nodiscard]] bool isClosed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_closed;
    }
    /// Waits for work, at most so long (nothing: until there is some).
    [[nodiscard]] std::vector<Job> take(std::optional<std::chrono::nanoseconds> most)
    {
        std::unique_lock lock(m_mutex);
        const auto ready = [this] { return m_closed || !m_jobs.empty(); };
        if (most)
            m_wake.wait_for(lock, *most, ready);
        else
            m_wake.wait(lock, ready);
        return std::exchange(m_jobs, {});
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Job> m_jobs;
    bool m_closed = false;
};

}  // namespace castellan::stream
