// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/hash_pool.h"

#include "os/process.h"

#include <utility>

namespace castellan::identity {

HashPool::HashPool(unsigned threads, std::size_t queue) : m_limit(queue)
{
    for (unsigned i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { run(); });
}

HashPool::~HashPool()
{
    stop();
}

bool HashPool::submit(std::function<void()> job)
{
    {
        const Lock lock(m_mutex);
        if (m_stopping || m_jobs.size() >= m_limit)
            return false;
        m_jobs.push_back(std::move(job));
    }
    m_wake.notifyOne();
    return true;
}

void HashPool::stop()
{
    {
        const Lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notifyAll();
    for (auto &thread : m_threads)
        if (thread.joinable())
            thread.join();
}

void HashPool::run()
{
    // A quarter of a second of arithmetic can wait for requests that take microseconds.
    os::lowerThreadPriority();
    for (;;) {
        std::function<void()> job;
        {
            const Lock lock(m_mutex);
            while (!m_stopping && m_jobs.empty())
                m_wake.wait(m_mutex);
            if (m_jobs.empty())
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job();
    }
}

}  // namespace castellan::identity
