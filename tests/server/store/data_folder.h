// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/random.h"
#include "core/try.h"
#include "server/journal/journal.h"
#include "server/store/store.h"
#include "server/store/tables/users.h"
#include "tests/server/kept_log.h"

#include <QDir>
#include <QTemporaryDir>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <vector>

/// Fixture of store and journal tests: a folder of its own, keys, and a clock that tests move.
namespace castellan::test {

/// Wall time stands still unless moved; ticks are real.
class MovedClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return fromMicros(m_micros); }
    [[nodiscard]] Tick tick() const override { return std::chrono::steady_clock::now(); }
    void move(std::chrono::microseconds by) { m_micros += by.count(); }

private:
    std::atomic<std::int64_t> m_micros{1'795'321'902'099'000};
};

struct DataFolder {
    /// In memory where the system offers that: these tests are not about the duration of a sync.
    QTemporaryDir dir{QDir(QStringLiteral("/dev/shm")).exists()
                          ? QStringLiteral("/dev/shm/castellan-test-XXXXXX")
                          : QDir::tempPath() + QStringLiteral("/castellan-test-XXXXXX")};
    MovedClock clock;
    OpenSslRandom random;
    StoreKeys keys{Secret(32), Secret(32)};
    KeptLog log;

    DataFolder()
    {
        random.fill(keys.database.writable());
        random.fill(keys.master.writable());
    }
    [[nodiscard]] std::filesystem::path path() const { return dir.filePath(QStringLiteral("data")).toStdString(); }
    [[nodiscard]] std::filesystem::path file() const { return path() / "castellan.db"; }
    [[nodiscard]] store::Options options()
    {
        store::Options options;
        options.folder = path();
        options.ballast = 0;
        return options;
    }
    [[nodiscard]] Result<void> create()
    {
        return store::Store::create(options(), keys, clock, random, log, [](store::Store &) { return Result<void>(); });
    }
    [[nodiscard]] Result<std::unique_ptr<store::Store>> open()
    {
        return store::Store::open(options(), keys, clock, random, log);
    }
};

/// A data folder whose store is open.
struct OpenFolder : DataFolder {
    std::unique_ptr<store::Store> store;

    /// Opens the store, and makes the database first where there is none.
    [[nodiscard]] Result<void> start(const store::Options &options)
    {
        if (!std::filesystem::exists(file()))
            TRY(create());
        store = TRY(store::Store::open(options, keys, clock, random, log));
        return {};
    }
    [[nodiscard]] Result<void> start() { return start(options()); }
};

/// Keeps the writer of a store busy: what is submitted meanwhile is committed as one group.
class HeldWriter {
public:
    explicit HeldWriter(store::Store &store)
    {
        store.submit(
            [this, wait = m_go.get_future().share()](store::Writer &) -> Result<int> {
                m_held.set_value();
                wait.wait();
                return 0;
            },
            [](const Result<int> &) {});
        m_held.get_future().wait();
    }
    void release() { m_go.set_value(); }

private:
    std::promise<void> m_go;
    std::promise<void> m_held;
};

[[nodiscard]] inline store::NewUser person(const std::string &username)
{
    store::NewUser user;
    user.username = username;
    user.email = username + "@example.com";
    user.name = username;
    return user;
}

/// The team or user with this number, as the event's scope has it; 0: none.
[[nodiscard]] inline journal::Scope scopeWith(Event event, std::int64_t number)
{
    if (number == 0)
        return {};
    return kindOf(event).scope == EventScope::user ? journal::Scope(UserId(number)) : journal::Scope(TeamId(number));
}

[[nodiscard]] inline journal::Entry entry(Event event, const journal::Scope &scope, const std::string &actor = "ann")
{
    journal::Entry entry;
    entry.event = event;
    entry.scope = scope;
    entry.actor = UserActor{UserId(1), actor, Auth::none};
    return entry;
}

[[nodiscard]] inline journal::Entry entry(Event event, std::int64_t scope = 0, const std::string &actor = "ann")
{
    return entry(event, scopeWith(event, scope), actor);
}

/// The error as text, for messages of failing tests.
template <class T> [[nodiscard]] std::string said(const Result<T> &result)
{
    return result ? std::string("no error")
                  : std::string(wireWord(result.error().code)) + ": " + result.error().message + " [" +
                        result.error().detail + "] " + result.error().path;
}

/// The value of a result without which the test cannot go on: ends the program otherwise.
template <class T> [[nodiscard]] T need(Result<T> result)
{
    if (!result)
        qFatal("%s", said(result).c_str());
    return std::move(*result);
}

#define REQUIRE(result)                                                                                                \
    do {                                                                                                               \
        const auto &required_ = (result);                                                                              \
        QVERIFY2(required_, castellan::test::said(required_).c_str());                                                 \
    } while (false)

}  // namespace castellan::test
