// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/hash_pool.h"

#include "os/process.h"

#include <utility>

namespace castellan::identity {

HashPool::HashPool(unsigned threads, std::size_t queue) : m_jobs(queue)
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
    return m_jobs.push(job) == BoundedQueue<std::function<void()>>::Pushed::taken;
}

void HashPool::stop()
{
    m_jobs.stop();
    for (auto &thread : m_threads)
        if (thread.joinable())
            thread.join();
}

void HashPool::run()
{
    // Hashing takes a quarter of a second; requests, which take microseconds, go first.
    os::lowerThreadPriority();
    while (const auto job = m_jobs.pop())
        (*job)();
}

}  // namespace castellan::identity
