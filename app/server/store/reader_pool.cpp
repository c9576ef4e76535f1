// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/reader_pool.h"

#include <utility>

namespace castellan::store {

ReaderPool::ReaderPool(const Options &options, const PublicIds &ids, Clock &clock)
    : m_options(options), m_ids(ids), m_clock(clock)
{
}

ReaderPool::~ReaderPool()
{
    stop();
}

void ReaderPool::start(std::vector<std::unique_ptr<Connection>> connections)
{
    m_connections = std::move(connections);
    for (auto &connection : m_connections)
        m_threads.emplace_back([this, c = connection.get()] { work(*c); });
}

void ReaderPool::stop()
{
    {
        const Lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notifyAll();
    for (auto &thread : m_threads)
        thread.join();
    m_threads.clear();
    m_connections.clear();
}

void ReaderPool::push(std::unique_ptr<detail::Task> task)
{
    std::optional<Error> refused;
    {
        const Lock lock(m_mutex);
        if (m_stopping)
            refused = fail(ErrorCode::stopping, "The server is stopping.").value();
        else if (m_queue.size() >= m_options.queueLimit)
            refused = fail(ErrorCode::busy, "The server has more to do than it can; try again in a moment.").value();
        else
            m_queue.push_back(std::move(task));
    }
    if (refused) {
        refused->retryAfterSeconds = 1;
        task->finish(&*refused);
        return;
    }
    m_wake.notifyOne();
}

void ReaderPool::work(Connection &connection)
{
    for (;;) {
        std::unique_ptr<detail::Task> task;
        {
            const Lock lock(m_mutex);
            while (!m_stopping && m_queue.empty())
                m_wake.wait(m_mutex);
            if (m_queue.empty())
                return;
            task = std::move(m_queue.front());
            m_queue.pop_front();
        }
        run(connection, *task);
    }
}

void ReaderPool::run(Connection &connection, detail::Task &task)
{
    // One transaction for an act: everything it reads is of one moment.
    connection.setDeadline(&m_clock, m_clock.tick() + m_options.statementLimit);
    std::optional<Error> failure;
    if (auto ok = connection.query("BEGIN").run(); !ok)
        failure = std::move(ok.error());
    if (!failure) {
        Reader reader(connection, m_ids, m_clock.now());
        (void)task.run(reader, nullptr);
    }
    connection.setDeadline(nullptr, std::nullopt);
    if (connection.inTransaction())
        (void)connection.query("ROLLBACK").run();
    task.finish(failure ? &*failure : nullptr);
}

}  // namespace castellan::store
