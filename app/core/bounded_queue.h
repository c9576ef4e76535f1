// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mutex.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

namespace castellan {

/// A first-in, first-out queue of limited length between threads.
template <class Job> class BoundedQueue {
public:
    enum class Pushed : std::uint8_t { taken, full, stopped };

    explicit BoundedQueue(std::size_t limit) : m_limit(limit) {}

    /// Moves from `job` only if it is taken.
    [[nodiscard]] Pushed push(Job &job)
    {
        {
            const Lock lock(m_mutex);
            if (m_stopped)
                return Pushed::stopped;
            if (m_jobs.size() >= m_limit)
                return Pushed::full;
            m_jobs.push_back(std::move(job));
        }
        m_wake.notifyOne();
        return Pushed::taken;
    }
    /// Waits for a job; nothing once the queue is stopped and empty.
    [[nodiscard]] std::optional<Job> pop()
    {
        const Lock lock(m_mutex);
        while (!m_stopped && m_jobs.empty())
            m_wake.wait(m_mutex);
        if (m_jobs.empty())
            return std::nullopt;
        std::optional<Job> job(std::move(m_jobs.front()));
        m_jobs.pop_front();
        return job;
    }
    /// From now on push() refuses; queued jobs can still be popped.
    void stop()
    {
        {
            const Lock lock(m_mutex);
            m_stopped = true;
        }
        m_wake.notifyAll();
    }

private:
    const std::size_t m_limit;
    Mutex m_mutex;
    Condition m_wake;
    std::deque<Job> m_jobs GUARDED_BY(m_mutex);
    bool m_stopped GUARDED_BY(m_mutex) = false;
};

}  // namespace castellan
