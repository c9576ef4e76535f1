// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/log.h"
#include "core/random.h"
#include "core/result.h"
#include "server/store/act.h"
#include "server/store/keys.h"
#include "server/store/options.h"
#include "server/store/public_id.h"
#include "server/store/sealed.h"
#include "server/store/task.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace castellan::store {

class Engine;

/// The encrypted database of a data folder: one writer, a few readers, and no SQL in its interface.
///
/// An act is a function that gets a Reader or a Writer and returns Result<T>. A write act that returns an error (or
/// throws) changes nothing; the others of its group are not touched. To record something and still refuse (a failed
/// sign-in), return a value that expresses it: `Result<Result<X>>` is fine. Preconditions are evaluated inside the act.
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
    /// ErrorCode::folder_busy (naming the holder), not_found (no database), key_wrong, newer_file, corrupt, io.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const Options &options, const StoreKeys &keys,
                                                             Clock &clock, Random &random, Log &log);
    /// Without the lock and without any write: for verify and backup, beside a running server or not. Only reads work.
    [[nodiscard]] static Result<std::unique_ptr<Store>> openToRead(const Options &options, const StoreKeys &keys,
                                                                   Clock &clock, Random &random, Log &log);
    ~Store();  // closes
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    /// Runs the queued acts, then closes. Idempotent. Later acts fail with `stopping`.
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
    /// For revocations (sign-out, revoke, suspend, lock) that are in force in memory already: kept, in order and before
    /// all other acts, until storage takes them.
    template <class F> void submitWithRetry(F act)
    {
        auto ignore = [](const auto &) {};
        enqueueWithRetry(std::make_unique<detail::TaskOf<Writer, F, decltype(ignore)>>(std::move(act), ignore));
    }
    /// The blocking forms. Never on a thread of the store.
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
    /// Seals values that must stay secret even from a reader with the database key.
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

    /// Whether the last group of writes failed because storage did; false again with the next that succeeds.
    [[nodiscard]] bool failing() const;

private:
    explicit Store(std::unique_ptr<Engine> engine);
    /// Lets `populate` write the first rows of the database that was `made`, and closes it; without its files after a
    /// failure.
    [[nodiscard]] static Result<void> fill(std::unique_ptr<Engine> engine, Result<void> made,
                                           const std::function<Result<void>(Store &)> &populate);
    void enqueueRead(std::unique_ptr<detail::Task> task);
    void enqueueWrite(std::unique_ptr<detail::Task> task);
    void enqueueWithRetry(std::unique_ptr<detail::Task> task);
    std::unique_ptr<Engine> m_engine;
};

}  // namespace castellan::store
