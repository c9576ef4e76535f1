// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bounded_queue.h"
#include "server/store/connection.h"
#include "server/store/store.h"

#include <memory>
#include <thread>
#include <vector>

namespace castellan::store {

/// Threads that read, each with a connection of its own.
class ReaderPool {
public:
    ReaderPool(const Options &options, const PublicIds &ids, Clock &clock);
    ~ReaderPool();  // stops
    ReaderPool(const ReaderPool &) = delete;
    ReaderPool &operator=(const ReaderPool &) = delete;

    void start(std::vector<std::unique_ptr<Connection>> connections);
    /// Runs the queued acts, then ends. Idempotent.
    void stop();
    void push(std::unique_ptr<detail::Task> task);

private:
    void work(Connection &connection);
    void run(Connection &connection, detail::Task &task);

    const Options &m_options;
    const PublicIds &m_ids;
    Clock &m_clock;
    BoundedQueue<std::unique_ptr<detail::Task>> m_queue;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::vector<std::thread> m_threads;
};

}  // namespace castellan::store
