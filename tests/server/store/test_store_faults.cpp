// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/connection.h"
#include "server/store/migrations/migrate.h"
#include "server/store/tables/sessions.h"
#include "tests/server/journal/journal_folder.h"
#include "tests/server/store/faulty_vfs.h"
#include "tests/server/store/soundness.h"

#include <QTest>

#include <array>
#include <atomic>
#include <future>
#include <set>
#include <thread>

using namespace castellan;
using namespace castellan::test;
using journal::Journal;
using store::Reader;
using store::Writer;

namespace {

Result<std::int64_t> addAudited(Journal &journal, Writer &writer, const std::string &name)
{
    auto user = store::users::insert(writer, person(name));
    if (!user)
        return fail(user.error());
    if (auto ok = journal.append(writer, entry(Event::users_created_user, user->id)); !ok)
        return fail(ok.error());
    return user->id.number();
}

/// A data folder on a disk that fails where a test says.
struct FaultyFolder : JournalFolder {
    FaultyVfs vfs;

    ~FaultyFolder() { stop(); }
    Result<void> start(bool durable = true)
    {
        auto faulty = options();
        faulty.testing.vfs = vfs.name();
        faulty.durable = durable;
        return JournalFolder::start(faulty);
    }
    Result<std::int64_t> addUser(const std::string &name)
    {
        return store->write([&](Writer &writer) { return addAudited(*journal, writer, name); });
    }
};

/// Writes from several threads while the power fails again and again; how many of the images had lost something that
/// was acknowledged.
int imagesWithLosses(bool durable, int images, std::string &finding)
{
    FaultyFolder folder;
    if (!folder.start(durable))
        return -1;
    std::mutex mutex;
    std::set<std::string> acknowledged;
    std::atomic<bool> stop = false;
    std::atomic<bool> paused = false;
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; !stop; ++i) {
                paused.wait(true);
                const auto name = "u" + std::to_string(t) + "-" + std::to_string(i);
                if (folder.addUser(name)) {
                    const std::lock_guard lock(mutex);
                    acknowledged.insert(name);
                }
            }
        });
    }
    int losses = 0;
    for (int i = 0; i < images; ++i) {
        const auto before = [&] {
            const std::lock_guard lock(mutex);
            return acknowledged.size();
        };
        const auto enough = before() + 20;
        while (before() < enough)
            std::this_thread::yield();
        std::set<std::string> known;
        {
            const std::lock_guard lock(mutex);
            known = acknowledged;
        }
        auto image = folder.options();
        image.folder = folder.dir.filePath(QStringLiteral("image%1").arg(i)).toStdString();
        folder.vfs.crashInto(image.folder);
        // Only so that the journal does not grow while it is read.
        paused = true;
        if (auto wrong = whatIsWrong(image, folder, known); !wrong.empty()) {
            ++losses;
            finding = wrong;
        }
        paused = false;
        paused.notify_all();
    }
    stop = true;
    for (auto &thread : threads)
        thread.join();
    return losses;
}

}  // namespace

class TestStoreFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void losesNothingAcknowledgedWhenThePowerFails()
    {
        std::string finding;
        const int losses = imagesWithLosses(true, 25, finding);
        QVERIFY2(losses == 0, finding.c_str());
    }

    void withoutSyncTheSameTestFindsLosses()
    {
        std::string finding;
        QVERIFY(imagesWithLosses(false, 5, finding) > 0);
    }

    void survivesTheFailureOfEachWrite_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<bool>("forEver");
        QTest::newRow("one I/O error") << int(FaultyVfs::Fault::error) << false;
        QTest::newRow("the disk is gone") << int(FaultyVfs::Fault::error) << true;
        QTest::newRow("full for a moment") << int(FaultyVfs::Fault::full) << false;
        QTest::newRow("full for good") << int(FaultyVfs::Fault::full) << true;
    }
    void survivesTheFailureOfEachWrite()
    {
        QFETCH(int, fault);
        QFETCH(bool, forEver);
        DataFolder folder;
        REQUIRE(folder.create());
        const auto base = folder.path();
        // A full disk fails like any other; a third of the places is enough for it.
        const int step = fault == int(FaultyVfs::Fault::full) ? 3 : 1;
        for (int nth = 1;; nth += step) {
            auto options = folder.options();
            options.folder = folder.dir.filePath(QStringLiteral("try%1").arg(nth)).toStdString();
            std::filesystem::copy(base, options.folder, std::filesystem::copy_options::recursive);
            FaultyVfs vfs;
            options.testing.vfs = vfs.name();
            vfs.failFrom(nth, FaultyVfs::Fault(fault), forEver);
            std::set<std::string> acknowledged;
            std::atomic<int> cached = 0;
            {
                auto store = store::Store::open(options, folder.keys, folder.clock, folder.random, folder.log);
                if (store) {
                    auto journal = Journal::open(**store);
                    for (int i = 0; journal && i < 6; ++i) {
                        const auto name = "user" + std::to_string(i);
                        auto done = (*store)->write([&](Writer &w) {
                            w.afterCommit([&] { ++cached; });
                            return addAudited(**journal, w, name);
                        });
                        if (done)
                            acknowledged.insert(name);
                        else
                            QVERIFY2(httpStatus(done.error().code) == 503, said(done).c_str());
                        QCOMPARE((*journal)->head().seq, std::int64_t(acknowledged.size()));
                    }
                }
            }
            const bool failed = vfs.failed();
            QCOMPARE(std::size_t(cached), acknowledged.size());
            vfs.failNothing();
            options.testing.vfs.clear();
            const auto wrong = whatIsWrong(options, folder, acknowledged);
            QVERIFY2(wrong.empty(), ("failing number " + std::to_string(nth) + ": " + wrong).c_str());
            std::filesystem::remove_all(options.folder);
            if (!failed) {
                QVERIFY2(nth > 15, "too few writes to have tested anything");
                QCOMPARE(acknowledged.size(), std::size_t(6));
                break;
            }
            if (!forEver)
                QVERIFY(!acknowledged.empty() || nth < 15);
        }
    }

    void aFailedGroupIsRefusedAsAWhole()
    {
        FaultyFolder folder;
        REQUIRE(folder.start());
        auto &store = *folder.store;
        REQUIRE(folder.addUser("before"));
        folder.vfs.failFrom(1, FaultyVfs::Fault::full, true);
        HeldWriter held(store);
        std::vector<std::promise<Result<std::int64_t>>> done(32);
        for (std::size_t i = 0; i < done.size(); ++i) {
            store.submit([&, i](Writer &w) { return addAudited(*folder.journal, w, "user" + std::to_string(i)); },
                         [&, i](Result<std::int64_t> r) { done[i].set_value(std::move(r)); });
        }
        held.release();
        for (auto &one : done) {
            const auto result = one.get_future().get();
            QVERIFY(!result);
            QCOMPARE(result.error().code, ErrorCode::audit_unavailable);
        }
        QVERIFY(store.failing());
        QCOMPARE(folder.journal->head().seq, std::int64_t(1));
        // Reading goes on, and so does writing as soon as there is room, without a restart; the store finds out by
        // itself.
        REQUIRE(store.read([](Reader &r) { return store::users::count(r); }));
        const auto tries = [&] { return folder.log.size(); };
        const auto before = tries();
        QTRY_VERIFY(tries() > before);
        QVERIFY(store.failing());
        folder.vfs.failNothing();
        QTRY_VERIFY(!store.failing());
        REQUIRE(folder.addUser("after"));
        QVERIFY(!store.failing());
        QCOMPARE(folder.journal->head().seq, std::int64_t(2));
    }

    void aFullSavepointThatEndsTheTransactionIsNoticed()
    {
        FaultyFolder folder;
        REQUIRE(folder.start());
        auto &store = *folder.store;
        REQUIRE(folder.addUser("before"));
        HeldWriter held(store);
        // The first act of the group is good, the second fills the database and says that all is well.
        std::promise<Result<std::int64_t>> first;
        std::promise<Result<int>> second;
        store.submit([&](Writer &w) { return addAudited(*folder.journal, w, "first"); },
                     [&](Result<std::int64_t> r) { first.set_value(std::move(r)); });
        store.submit(
            [](Writer &w) -> Result<int> {
                auto &c = w.connection();
                auto pages = c.query("PRAGMA page_count");
                (void)pages.next();
                (void)c.execute(("PRAGMA max_page_count=" + std::to_string(pages.integer(0))).c_str());
                (void)c.execute("INSERT INTO meta (key, value) VALUES ('big', zeroblob(1000000))");
                (void)c.execute("PRAGMA max_page_count=1000000");
                return 1;
            },
            [&](Result<int> r) { second.set_value(std::move(r)); });
        held.release();
        QCOMPARE(first.get_future().get().error().code, ErrorCode::audit_unavailable);
        QCOMPARE(second.get_future().get().error().code, ErrorCode::audit_unavailable);
        REQUIRE(store.write([](Writer &w) { return w.connection().execute("PRAGMA max_page_count=1000000"); }));
        auto users = store.read([](Reader &r) { return store::users::count(r); });
        REQUIRE(users);
        QCOMPARE(*users, std::int64_t(1));
        REQUIRE(folder.addUser("after"));
        auto report = store.read([](Reader &r) { return journal::verifyJournal(r, std::nullopt); });
        REQUIRE(report);
        QVERIFY2(report->good(), report->finding.c_str());
        QCOMPARE(report->rows, std::int64_t(2));
    }

    void takingRightsAwayIsWrittenFirstWhenStorageReturns()
    {
        FaultyFolder folder;
        REQUIRE(folder.start());
        auto &store = *folder.store;
        folder.vfs.failFrom(1, FaultyVfs::Fault::error, true);
        QVERIFY(!folder.addUser("no"));
        for (int i = 1; i <= 3; ++i)
            store.submitWithRetry(
                [&, i](Writer &w) { return (*folder.journal).append(w, entry(Event::account_logout, i)); });
        QVERIFY(!folder.addUser("no"));
        QCOMPARE(folder.journal->head().seq, std::int64_t(0));
        folder.vfs.failNothing();
        QTRY_COMPARE_WITH_TIMEOUT(folder.journal->head().seq, std::int64_t(3), 1000);
        REQUIRE(folder.addUser("yes"));
        auto rows = store.read([&](Reader &r) { return folder.journal->readFrom(r, 0, 10); });
        REQUIRE(rows);
        QCOMPARE(rows->size(), std::size_t(4));
        for (int i = 0; i < 3; ++i)
            QCOMPARE((*rows)[std::size_t(i)].scopeUser, UserId(i + 1));
    }

    void migratesStepByStepAfterABackup()
    {
        DataFolder folder;
        REQUIRE(folder.create());
        auto connection = store::Connection::open(folder.file(), folder.keys.database, store::OpenMode::readWrite);
        REQUIRE(connection);
        REQUIRE((*connection)->execute("PRAGMA user_version=1"));
        const std::array<store::Migration, 3> steps{{{1, "nothing"},
                                                     {2, "CREATE TABLE two (a INTEGER) STRICT;"},
                                                     {3, "CREATE TABLE three (a INTEGER) STRICT; INSERT INTO none "
                                                         "VALUES (1);"}}};
        std::vector<std::int64_t> backups;
        const auto backup = [&](std::int64_t from) {
            backups.push_back(from);
            return Result<void>();
        };
        // The third step fails: the second stays, the third leaves nothing.
        QVERIFY(!store::migrate(**connection, steps, backup));
        QCOMPARE(*store::schemaOf(**connection), std::int64_t(2));
        QCOMPARE(backups, (std::vector<std::int64_t>{1}));
        QVERIFY((*connection)->execute("SELECT * FROM two"));
        QVERIFY(!(*connection)->execute("SELECT * FROM three"));
        // A backup that fails stops everything before it begins.
        const auto refused = store::migrate(
            **connection, steps, [](std::int64_t) -> Result<void> { return fail(ErrorCode::io, "no room"); });
        QCOMPARE(refused.error().code, ErrorCode::io);
        // A database of a newer program is left alone.
        REQUIRE((*connection)->execute("PRAGMA user_version=9"));
        connection->reset();
        const auto newer = folder.open();
        QVERIFY(!newer);
        QCOMPARE(newer.error().code, ErrorCode::newer_file);
    }
};

QTEST_GUILESS_MAIN(TestStoreFaults)
#include "test_store_faults.moc"
