// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/reader_pool.h"

#include <utility>

namespace castellan::store {

ReaderPool::ReaderPool(const Options &options, const PublicIds &ids, Clock &clock)
    : m_options(options), m_ids(ids), m_clock(clock), m_queue(options.queueLimit)
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
    m_queue.stop();
    for (auto &thread : m_threads)
        thread.join();
    m_threads.clear();
    m_connections.clear();
}

void ReaderPool::push(std::unique_ptr<detail::Task> task)
{
    using enum BoundedQueue<std::unique_ptr<detail::Task>>::Pushed;
    if (const auto pushed = m_queue.push(task); pushed != taken)
        detail::refuse(*task, pushed == stopped);
}

void ReaderPool::work(Connection &connection)
{
    while (const auto task = m_queue.pop())
        run(connection, **task);
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
