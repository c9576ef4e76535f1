// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mutex.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace castellan::stream {

/// A queue of jobs for the hub's thread, which any thread may fill. It may outlive the hub, and then refuses jobs.
class Inbox {
public:
    using Job = std::function<void()>;

    /// Subscribers that want rows; without any, rows are not copied.
    std::atomic<std::size_t> subscribers{0};

    void post(Job job)
    {
        {
            const Lock lock(m_mutex);
            if (m_closed)
                return;
            m_jobs.push_back(std::move(job));
        }
        m_wake.notifyOne();
    }
    void close()
    {
        std::vector<Job> left;
        {
            const Lock lock(m_mutex);
            m_closed = true;
            left = std::exchange(m_jobs, {});
        }
        m_wake.notifyAll();
    }
    [[nodiscard]] bool isClosed() const
    {
        const Lock lock(m_mutex);
        return m_closed;
    }
    /// Waits for jobs, at most for `most`; without it, until there are some.
    [[nodiscard]] std::vector<Job> take(std::optional<std::chrono::nanoseconds> most)
    {
        const auto until = most ? std::optional(Condition::after(*most)) : std::nullopt;
        const Lock lock(m_mutex);
        while (!m_closed && m_jobs.empty()) {
            if (!until)
                m_wake.wait(m_mutex);
            else if (!m_wake.waitUntil(m_mutex, *until))
                break;
        }
        return std::exchange(m_jobs, {});
    }

private:
    mutable Mutex m_mutex;
    Condition m_wake;
    std::vector<Job> m_jobs GUARDED_BY(m_mutex);
    bool m_closed GUARDED_BY(m_mutex) = false;
};

}  // namespace castellan::stream
