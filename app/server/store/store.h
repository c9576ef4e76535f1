// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/log.h"
#include "core/mutex.h"
#include "core/random.h"
#include "core/result.h"
#include "server/store/keys.h"
#include "server/store/public_id.h"
#include "server/store/sealed.h"

#include <chrono>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace castellan::store {

class Connection;
class Engine;
class Store;

/// Where an act reads: one consistent view of the database. Valid during the act only.
class Reader {
public:
    Reader(Connection &connection, const PublicIds &ids, Instant now) : m_connection(connection), m_ids(ids), m_now(now)
    {
    }
    /// When the act began; one value for the whole act.
    [[nodiscard]] Instant now() const { return m_now; }
    [[nodiscard]] const PublicIds &ids() const { return m_ids; }
    /// For store/ alone: SQL is nowhere else.
    [[nodiscard]] Connection &connection() { return m_connection; }

protected:
    Connection &m_connection;
    const PublicIds &m_ids;
    Instant m_now;
};

/// Where an act writes; it also sees what it and the acts before it in its group wrote.
class Writer : public Reader {
public:
    Writer(Connection &connection, const PublicIds &ids, Instant now, Random &random)
        : Reader(connection, ids, now), m_random(random)
    {
    }
    [[nodiscard]] Random &random() { return m_random; }
    /// Rows that have been changed since the store was opened.
    [[nodiscard]] std::int64_t changes();
    /// Called on the writer thread once this act is durable, before its `done`; forgotten if it fails. What changes
    /// caches belongs here.
    void afterCommit(std::function<void()> f) { m_afterCommit.push_back(std::move(f)); }

private:
    friend class WriterThread;
    Random &m_random;
    std::vector<std::function<void()>> m_afterCommit;
};

/// A part of the server that keeps state beside the tables and must stay in step with the transaction: the journal with
/// its head and counters. Called on the writer thread only.
class Participant {
public:
    virtual ~Participant() = default;
    /// An act begins; what it does may be undone alone.
    virtual void actBegins() = 0;
    virtual void actUndone() = 0;
    /// Something of one's own is due (a checkpoint, a sum); asked about once a second and before each commit.
    [[nodiscard]] virtual bool due(Instant now) = 0;
    /// Last chance to write before the group's commit (counters, checkpoints). `closing`: there will be no later one.
    [[nodiscard]] virtual Result<void> beforeCommit(Writer &writer, bool closing) = 0;
    virtual void committed() = 0;
    /// The transaction is gone: read everything back. An error keeps the store answering 503 and is tried again.
    [[nodiscard]] virtual Result<void> reload(Reader &reader) = 0;
};

/// The disk, or the journal, doesn't take it now; it may later.
[[nodiscard]] inline bool isOfStorage(const Error &error)
{
    return error.code == ErrorCode::storage_unavailable || error.code == ErrorCode::audit_unavailable;
}

struct Options {
    std::filesystem::path folder;
    unsigned readers = 2;
    std::chrono::milliseconds statementLimit{2000};  ///< of a read act as a whole
    std::size_t groupLimit = 256;                    ///< acts in one transaction
    std::size_t queueLimit = 8192;                   ///< acts that wait; more are `busy`
    std::uint64_t ballast = 64ULL * 1024 * 1024;     ///< bytes given up when the disk is full; 0: none
    std::string holder = "castellan";                ///< who we are, for whoever finds the folder busy
    // For tests of durability alone:
    std::string vfs;
    bool durable = true;
    std::string file = "castellan.db";
};

namespace detail {

/// An act with its result's type erased.
class Task {
public:
    virtual ~Task() = default;
    /// False: undo it.
    [[nodiscard]] virtual bool run(Reader &reader, Writer *writer) = 0;
    /// What the act returned, if that was an error.
    [[nodiscard]] virtual const Error *error() const = 0;
    /// `failure` replaces whatever the act returned (its transaction is gone, or it never ran).
    virtual void finish(const Error *failure) = 0;
};

template <class F, class Where> using ActResult = std::invoke_result_t<F &, Where &>;

[[nodiscard]] Error thrown(const char *what);

template <class Where, class F, class D> class TaskOf final : public Task {
public:
    using R = ActResult<F, Where>;
    TaskOf(F act, D done) : m_act(std::move(act)), m_done(std::move(done)) {}
    bool run(Reader &reader, Writer *writer) override
    {
        try {
            if constexpr (std::is_same_v<Where, Writer>)
                m_result.emplace(m_act(*writer));
            else
                m_result.emplace(m_act(reader));
        } catch (const std::exception &e) {
            m_result.emplace(tl::unexpected<Error>(thrown(e.what())));
        }
        return m_result->has_value();
    }
    const Error *error() const override { return m_result && !*m_result ? &m_result->error() : nullptr; }
    void finish(const Error *failure) override
    {
        if (failure != nullptr)
            m_done(R(tl::unexpected<Error>(*failure)));
        else
            m_done(std::move(*m_result));
    }

private:
    F m_act;
    D m_done;
    std::optional<R> m_result;
};

/// Waits for one result.
template <class R> class Waiting {
public:
    void set(R r)
    {
        const Lock lock(m_mutex);
        m_result.emplace(std::move(r));
        m_ready.notifyAll();
    }
    R get()
    {
        const Lock lock(m_mutex);
        while (!m_result)
            m_ready.wait(m_mutex);
        return std::move(*m_result);
    }

private:
    Mutex m_mutex;
    Condition m_ready;
    std::optional<R> m_result GUARDED_BY(m_mutex);
};

}  // namespace detail

/// The encrypted database of a data folder: one writer, a few readers, no SQL in sight.
///
/// An act is a function that gets a Reader or a Writer and returns Result<T>. A write act that returns an error (or
/// throws) changes nothing; the others of its group are not touched. To record something and still refuse (a failed
/// sign-in), return a value that says so: `Result<Result<X>>` is fine. Preconditions are evaluated inside the act.
///
/// Codes beside the act's own: audit_unavailable (the transaction could not be written: no entry, no change),
/// storage_unavailable (cannot read), query_too_slow (a read act longer than `statementLimit`), busy (queue full),
/// stopping, internal (the act threw).
class Store {
public:
    /// Makes a new encrypted database in `folder` (made too, 0700) and lets `populate` write its first rows. Appears as
    /// a whole or not at all. ErrorCode::already_exists if the folder has one, folder_busy, io.
    [[nodiscard]] static Result<void> create(const Options &options, const StoreKeys &keys, Clock &clock,
                                             Random &random, Log &log,
                                             const std::function<Result<void>(Store &)> &populate);
    /// The same from a backup instead of from nothing; a database that is there is kept beside it, under the name that
    /// this returns (empty if there was none). ErrorCode::key_wrong, corrupt, newer_file too.
    [[nodiscard]] static Result<std::string> createFrom(const std::filesystem::path &backup, const Options &options,
                                                        const StoreKeys &keys, Clock &clock, Random &random, Log &log,
                                                        const std::function<Result<void>(Store &)> &populate);
    /// ErrorCode::folder_busy (and says who), not_found (no database), key_wrong, newer_file, corrupt, io.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const Options &options, const StoreKeys &keys,
                                                             Clock &clock, Random &random, Log &log);
    /// Without the lock and without any write: for verify and backup, beside a running server or not. Only reads work.
    [[nodiscard]] static Result<std::unique_ptr<Store>> openToRead(const Options &options, const StoreKeys &keys,
                                                                   Clock &clock, Random &random, Log &log);
    ~Store();  // closes
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    /// Lets what is queued end, then closes. Idempotent. Later acts are `stopping`.
    void close();

    /// Runs `act` (`Result<T>(Reader&)`) on a reader thread, then `done(Result<T>)` on the same. Any thread.
    template <class F, class D> void post(F act, D done)
    {
        enqueueRead(std::make_unique<detail::TaskOf<Reader, F, D>>(std::move(act), std::move(done)));
    }
    /// Runs `act` (`Result<T>(Writer&)`) on the writer thread; `done(Result<T>)` follows there once it is durable.
    template <class F, class D> void submit(F act, D done)
    {
        enqueueWrite(std::make_unique<detail::TaskOf<Writer, F, D>>(std::move(act), std::move(done)));
    }
    /// For acts that only take away (log out, revoke, suspend, lock) and have already happened in memory: kept, in
    /// order and before all others, until storage takes them.
    template <class F> void submitWithRetry(F act)
    {
        auto ignore = [](const auto &) {};
        enqueueWithRetry(std::make_unique<detail::TaskOf<Writer, F, decltype(ignore)>>(std::move(act), ignore));
    }
    /// The blocking forms; never on a thread of the store.
    template <class F> auto read(F act) -> detail::ActResult<F, Reader>
    {
        detail::Waiting<detail::ActResult<F, Reader>> waiting;
        post(std::move(act), [&waiting](auto r) { waiting.set(std::move(r)); });
        return waiting.get();
    }
    template <class F> auto write(F act) -> detail::ActResult<F, Writer>
    {
        detail::Waiting<detail::ActResult<F, Writer>> waiting;
        submit(std::move(act), [&waiting](auto r) { waiting.set(std::move(r)); });
        return waiting.get();
    }

    /// Joins the write transaction from now on; must outlive the store or leave first. Reads its state at once.
    [[nodiscard]] Result<void> join(Participant &participant);
    void leave(Participant &participant);

    [[nodiscard]] const PublicIds &ids() const;
    /// For what must be secret even from who has the database key.
    [[nodiscard]] Sealer sealer(SealedClass kind) const;
    [[nodiscard]] Clock &clock() const;
    [[nodiscard]] Random &random() const;
    [[nodiscard]] std::string databaseId() const;

    /// A consistent copy, encrypted with the same key, made while others read and write; synced, then named `file`.
    /// ErrorCode::already_exists, io.
    [[nodiscard]] Result<void> backup(const std::filesystem::path &file);

    /// SQLCipher's own check of every page; the numbers of those that are unreadable (from 1) and a page's size.
    struct PageCheck {
        std::vector<std::int64_t> badPages;
        std::int64_t pageSize = 4096;
        std::vector<std::string> findings;  ///< of SQLite's integrity check, if the pages are readable
    };
    [[nodiscard]] Result<PageCheck> checkPages();

    /// The last write group failed for want of storage; turns false with the next that succeeds.
    [[nodiscard]] bool failing() const;

private:
    explicit Store(std::unique_ptr<Engine> engine);
    void enqueueRead(std::unique_ptr<detail::Task> task);
    void enqueueWrite(std::unique_ptr<detail::Task> task);
    void enqueueWithRetry(std::unique_ptr<detail::Task> task);
    std::unique_ptr<Engine> m_engine;
};

}  // namespace castellan::store
