// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/writer_thread.h"

#include "core/try.h"
#include "server/store/meta.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace castellan::store {
namespace {

constexpr auto housekeeping = std::chrono::seconds(1);
constexpr auto retryPause = std::chrono::milliseconds(500);

/// The error of every act in a group whose transaction could not be written.
Error unavailable(const Error &cause)
{
    return Error(ErrorCode::audit_unavailable,
                 "Nothing was changed, because the server cannot write its journal now. Try again later; the cause is "
                 "in the server's log.")
        .because(cause.detail.empty() ? cause.message : cause.detail)
        .retryIn(std::chrono::seconds(5));
}

}  // namespace

WriterThread::WriterThread(const Options &options, const PublicIds &ids, Clock &clock, Random &random, Log &log)
    : m_options(options), m_ids(ids), m_clock(clock), m_random(random), m_log(log),
      m_ballast(options.folder, options.ballast, log)
{
}

WriterThread::~WriterThread()
{
    stop();
}

void WriterThread::start(std::unique_ptr<Connection> connection, bool reserveGone)
{
    m_connection = std::move(connection);
    m_ballast.make(reserveGone);
    m_thread = std::thread([this] { work(); });
}

void WriterThread::stop()
{
    {
        const Lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notifyAll();
    if (m_thread.joinable())
        m_thread.join();
    m_connection.reset();
}

void WriterThread::push(std::unique_ptr<detail::Task> task)
{
    bool stopping = false;
    {
        const Lock lock(m_mutex);
        stopping = m_stopping;
        if (!stopping && m_queue.size() < m_options.queueLimit)
            m_queue.push_back(std::move(task));
    }
    if (task != nullptr)
        detail::refuse(*task, stopping);
    else
        m_wake.notifyOne();
}

void WriterThread::pushRetried(std::unique_ptr<detail::Task> task)
{
    {
        const Lock lock(m_mutex);
        m_retried.push_back(std::move(task));
    }
    m_wake.notifyOne();
}

void WriterThread::onWriterThread(const std::function<void()> &f)
{
    detail::Waiting<bool> waiting;
    {
        const Lock lock(m_mutex);
        if (m_stopping)
            return;
        m_errands.emplace_back([&] {
            f();
            waiting.set(true);
        });
    }
    m_wake.notifyOne();
    (void)waiting.get();
}

Result<void> WriterThread::join(Participant &participant)
{
    Result<void> result = fail(ErrorCode::stopping, "The server is stopping.");
    onWriterThread([&] {
        m_participants.push_back(&participant);
        result = reloadAll();
        if (!result)
            std::erase(m_participants, &participant);
    });
    return result;
}

void WriterThread::leave(Participant &participant)
{
    onWriterThread([&] {
        if (std::ranges::find(m_participants, &participant) == m_participants.end())
            return;
        closeParticipant(participant);
        std::erase(m_participants, &participant);
    });
}

void WriterThread::closeParticipant(Participant &participant)
{
    auto ok = m_needsReload ? reloadAll() : Result<void>();
    if (ok)
        ok = m_connection->query("BEGIN IMMEDIATE").run();
    if (ok) {
        Writer writer(*m_connection, m_ids, m_clock.now(), m_random);
        ok = participant.beforeCommit(writer, true);
    }
    if (ok)
        ok = m_connection->query("COMMIT").run();
    if (ok)
        participant.committed();
    else
        recover(ok.error());
}

bool WriterThread::hasWork() const
{
    return m_stopping || !m_queue.empty() || !m_errands.empty() || (!m_retried.empty() && !m_retryAt);
}

/// Acts that are retried wait for the time of their next try.
bool WriterThread::mustWait() const
{
    return !m_retried.empty() && m_retryAt && m_clock.tick() < *m_retryAt && !m_stopping;
}

std::vector<WriterThread::Act> WriterThread::take(bool early)
{
    std::vector<Act> acts;
    if (!early) {
        while (!m_retried.empty() && acts.size() < m_options.groupLimit) {
            acts.push_back({std::move(m_retried.front()), true});
            m_retried.pop_front();
        }
    }
    while (!m_queue.empty() && acts.size() < m_options.groupLimit) {
        acts.push_back({std::move(m_queue.front()), false});
        m_queue.pop_front();
    }
    return acts;
}

void WriterThread::work()
{
    for (;;) {
        std::vector<Act> acts;
        std::deque<std::function<void()>> errands;
        bool last = false;
        bool early = false;
        {
            const Lock lock(m_mutex);
            const auto until =
                Condition::after(m_retried.empty() ? std::chrono::milliseconds(housekeeping) : retryPause);
            while (!hasWork() && m_wake.waitUntil(m_mutex, until)) {
            }
            errands.swap(m_errands);
            early = mustWait();
            acts = take(early);
            last = m_stopping && m_queue.empty();
        }
        for (const auto &errand : errands)
            errand();
        // No act comes before those that are retried, whether storage is back or not.
        if (early && !acts.empty())
            refuse(acts, "What was taken away must be written first.");
        else if (!acts.empty())
            commitGroup(std::move(acts));
        else
            keepHouse();
        if (last)
            break;
    }
    for (auto *participant : m_participants)
        closeParticipant(*participant);
    m_participants.clear();
    const Lock lock(m_mutex);
    if (!m_retried.empty())
        m_log.error("store", std::to_string(m_retried.size()) +
                                 " acts that took rights away could not be written before the end");
    m_retried.clear();
}

void WriterThread::putBackRetried(std::vector<Act> &acts)
{
    const Lock lock(m_mutex);
    for (auto it = acts.rbegin(); it != acts.rend(); ++it) {
        if (it->retried)
            m_retried.push_front(std::move(it->task));
    }
    std::erase_if(acts, [](const Act &act) { return act.task == nullptr; });
    m_retryAt = m_clock.tick() + retryPause;
}

void WriterThread::commitGroup(std::vector<Act> acts)
{
    std::vector<std::function<void()>> afterCommit;
    auto ok = m_needsReload ? reloadAll() : Result<void>();
    std::vector<Act> refused;
    if (ok && m_ballast.missing(m_clock.tick())) {
        const auto mid = std::ranges::find(acts, false, &Act::retried);  // these come first
        refused.assign(std::move_iterator(mid), std::move_iterator(acts.end()));
        acts.erase(mid, acts.end());
    }
    if (ok && !(acts.empty() && !refused.empty()))
        ok = runGroup(acts, afterCommit);
    if (!ok) {
        recover(ok.error());
        putBackRetried(acts);
        for (auto &act : acts)
            act.task->finish(&ok.error());
    } else {
        if (refused.empty())
            m_failing = false;
        for (auto *participant : m_participants)
            participant->committed();
        for (const auto &f : afterCommit)
            f();
        for (auto &act : acts) {
            if (!act.retried)
                act.task->finish(nullptr);
        }
    }
    if (!refused.empty()) {
        m_failing = true;
        refuse(refused, "The disk is full.");
    }
}

void WriterThread::refuse(std::vector<Act> &acts, const char *why)
{
    const auto error = unavailable(fail(ErrorCode::storage_unavailable, why).value());
    for (auto &act : acts)
        act.task->finish(&error);
}

Result<void> WriterThread::runGroup(std::vector<Act> &acts, std::vector<std::function<void()>> &afterCommit)
{
    TRY(m_connection->query("BEGIN IMMEDIATE").run());
    for (auto &act : acts) {
        TRY(runAct(act, afterCommit));
    }
    // After a failure only a write shows whether the store works again; an empty transaction always succeeds.
    if (acts.empty() && m_failing) {
        TRY(writeMeta(*m_connection, "probe", toIso(m_clock.now())));
    }
    TRY(finishGroup());
    const Lock lock(m_mutex);
    m_retryAt.reset();
    return {};
}

Result<void> WriterThread::runAct(Act &act, std::vector<std::function<void()>> &afterCommit)
{
    const auto gone = [this](const Error *cause) { return fail(cause != nullptr ? *cause : m_connection->errorOf(0)); };
    TRY(m_connection->query("SAVEPOINT act").run());
    for (auto *participant : m_participants)
        participant->actBegins();
    Writer writer(*m_connection, m_ids, m_clock.now(), m_random);
    const bool good = act.task->run(writer, &writer);
    // Some errors (a full disk, an I/O error) end the whole transaction, savepoints and all; what the act made of the
    // error does not matter then.
    if (!m_connection->inTransaction())
        return gone(act.task->error());
    if (good) {
        TRY(m_connection->query("RELEASE act").run());
        std::ranges::move(writer.m_afterCommit, std::back_inserter(afterCommit));
        return {};
    }
    const auto *error = act.task->error();
    if (act.retried && error != nullptr && isOfStorage(*error))
        return fail(*error);
    if (act.retried)
        m_log.error("store", "an act that takes rights away cannot be written: " +
                                 (error != nullptr ? error->message : std::string()));
    act.undone = true;
    auto ok = m_connection->query("ROLLBACK TO act").run();
    if (ok)
        ok = m_connection->query("RELEASE act").run();
    for (auto *participant : m_participants)
        participant->actUndone();
    if (!m_connection->inTransaction())
        return gone(error);
    return ok;
}

Result<void> WriterThread::finishGroup()
{
    for (auto *participant : m_participants) {
        Writer writer(*m_connection, m_ids, m_clock.now(), m_random);
        TRY(participant->beforeCommit(writer, false));
    }
    return m_connection->query("COMMIT").run();
}

void WriterThread::recover(Error &error)
{
    m_log.error("store", "a group of changes could not be written: " + error.message + " " + error.detail);
    if (m_connection->inTransaction())
        (void)m_connection->query("ROLLBACK").run();
    if (m_connection->takeFull())
        m_ballast.giveUp();
    m_failing = true;
    m_needsReload = true;
    (void)reloadAll();
    error = unavailable(error);
}

Result<void> WriterThread::reloadAll()
{
    auto ok = m_connection->query("BEGIN").run();
    Reader reader(*m_connection, m_ids, m_clock.now());
    for (auto *participant : m_participants) {
        if (ok)
            ok = participant->reload(reader);
    }
    if (m_connection->inTransaction())
        (void)m_connection->query("ROLLBACK").run();
    m_needsReload = !ok;
    return ok;
}

void WriterThread::keepHouse()
{
    const auto now = m_clock.now();
    const bool due = m_failing || std::ranges::any_of(m_participants, [&](auto *p) { return p->due(now); });
    if (due)
        commitGroup({});
}

}  // namespace castellan::store
