// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log.h"
#include "core/mutex.h"
#include "server/store/ballast.h"
#include "server/store/connection.h"
#include "server/store/store.h"

#include <atomic>
#include <deque>
#include <memory>
#include <thread>
#include <vector>

namespace castellan::store {

/// The one thread that writes. The acts in its queue become one transaction, each a savepoint in it.
class WriterThread {
public:
    WriterThread(const Options &options, const PublicIds &ids, Clock &clock, Random &random, Log &log);
    ~WriterThread();  // stops
    WriterThread(const WriterThread &) = delete;
    WriterThread &operator=(const WriterThread &) = delete;

    /// `reserveGone`: the reserve had to be given up for the database to open.
    void start(std::unique_ptr<Connection> connection, bool reserveGone);
    /// Runs the queued acts, then ends. Idempotent.
    void stop();
    void push(std::unique_ptr<detail::Task> task);
    void pushRetried(std::unique_ptr<detail::Task> task);
    [[nodiscard]] Result<void> join(Participant &participant);
    void leave(Participant &participant);
    [[nodiscard]] bool failing() const { return m_failing; }

private:
    struct Act {
        std::unique_ptr<detail::Task> task;
        bool retried = false;  ///< kept until storage takes it
        bool undone = false;
    };

    void work();
    [[nodiscard]] bool mustWait() const REQUIRES_LOCK(m_mutex);
    [[nodiscard]] std::vector<Act> take(bool early) REQUIRES_LOCK(m_mutex);
    [[nodiscard]] bool hasWork() const REQUIRES_LOCK(m_mutex);
    void putBackRetried(std::vector<Act> &acts);
    void commitGroup(std::vector<Act> acts);
    static void refuse(std::vector<Act> &acts, const char *why);
    [[nodiscard]] Result<void> runGroup(std::vector<Act> &acts, std::vector<std::function<void()>> &afterCommit);
    [[nodiscard]] Result<void> runAct(Act &act, std::vector<std::function<void()>> &afterCommit);
    [[nodiscard]] Result<void> finishGroup();
    void recover(Error &error);
    [[nodiscard]] Result<void> reloadAll();
    void keepHouse();
    void onWriterThread(const std::function<void()> &f);
    void closeParticipant(Participant &participant);

    const Options &m_options;
    const PublicIds &m_ids;
    Clock &m_clock;
    Random &m_random;
    Log &m_log;
    std::unique_ptr<Connection> m_connection;
    Ballast m_ballast;
    std::vector<Participant *> m_participants;
    bool m_needsReload = false;
    std::atomic<bool> m_failing = false;

    Mutex m_mutex;
    Condition m_wake;
    std::deque<std::unique_ptr<detail::Task>> m_queue GUARDED_BY(m_mutex);
    std::deque<std::unique_ptr<detail::Task>> m_retried GUARDED_BY(m_mutex);
    std::deque<std::function<void()>> m_errands GUARDED_BY(m_mutex);
    std::optional<Tick> m_retryAt GUARDED_BY(m_mutex);  ///< when m_retried is tried again
    bool m_stopping GUARDED_BY(m_mutex) = false;
    std::thread m_thread;
};

}  // namespace castellan::store
