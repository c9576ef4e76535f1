// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/store/data_folder.h"

#include "server/store/tables/members.h"
#include "server/store/tables/settings.h"
#include "server/store/tables/teams.h"

#include <QTest>

#include <sys/stat.h>

#include <fstream>
#include <future>
#include <set>

using namespace castellan;
using namespace castellan::test;
using store::Reader;
using store::Writer;

namespace {

Result<store::User> addUser(Writer &writer, const std::string &name)
{
    return store::users::insert(writer, person(name));
}

}  // namespace

class TestStore : public QObject {
    Q_OBJECT

    /// Whether opening the folder's store fails with this error.
    static bool opensWith(DataFolder &folder, ErrorCode code)
    {
        const auto store = folder.open();
        return !store && store.error().code == code;
    }

private Q_SLOTS:
    void keepsWhatWasWrittenAcrossOpens()
    {
        DataFolder folder;
        REQUIRE(folder.create());
        std::string databaseId;
        {
            auto store = folder.open();
            REQUIRE(store);
            databaseId = (*store)->databaseId();
            auto added = (*store)->write([](Writer &w) { return addUser(w, "ann"); });
            REQUIRE(added);
            QCOMPARE(added->id, UserId(1));
        }
        auto store = folder.open();
        REQUIRE(store);
        QCOMPARE((*store)->databaseId(), databaseId);
        auto found = (*store)->read([](Reader &r) { return store::users::findByLogin(r, "ANN@example.com"); });
        REQUIRE(found);
        QVERIFY(*found);
        QCOMPARE((*found)->username, std::string("ann"));
        QVERIFY((*found)->createdAt == folder.clock.now());
    }

    void makesFilesForTheirOwnerAlone()
    {
        OpenFolder folder;
        REQUIRE(folder.start());
        auto &store = *folder.store;
        REQUIRE(store.write([](Writer &w) { return addUser(w, "ann"); }));
        struct stat st{};
        QCOMPARE(::stat(folder.path().c_str(), &st), 0);
        QCOMPARE(st.st_mode & 0777U, 0700U);
        int files = 0;
        for (const auto &one : std::filesystem::directory_iterator(folder.path())) {
            QCOMPARE(::stat(one.path().c_str(), &st), 0);
            QVERIFY2((st.st_mode & 0777U) == 0600U, one.path().c_str());
            ++files;
        }
        QVERIFY(files >= 3);
    }

    void f150EncryptsEverythingOnDisk()
    {
        OpenFolder folder;
        REQUIRE(folder.start());
        auto &store = *folder.store;
        for (int i = 0; i < 50; ++i)
            REQUIRE(store.write([i](Writer &w) { return addUser(w, "canary-in-the-mine-" + std::to_string(i)); }));
        for (const auto *suffix : {"", "-wal"}) {
            std::ifstream in(folder.file().string() + suffix, std::ios::binary);
            const std::string all((std::istreambuf_iterator<char>(in)), {});
            QVERIFY(all.size() > 4096);
            QVERIFY(all.find("canary-in-the-mine") == std::string::npos);
            QVERIFY(!all.starts_with("SQLite format 3"));
        }
    }

    void f150RefusesAnotherKey()
    {
        DataFolder folder;
        REQUIRE(folder.create());
        const auto before = std::filesystem::file_size(folder.file());
        folder.keys.database.writable()[0] ^= std::byte(1);
        QVERIFY(opensWith(folder, ErrorCode::key_wrong));
        QCOMPARE(std::filesystem::file_size(folder.file()), before);
    }

    void refusesAKeyOfAnotherLength()
    {
        DataFolder folder;
        folder.keys.database = Secret(31);
        const auto made = folder.create();
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::key_wrong);
        QVERIFY(!std::filesystem::exists(folder.file()));
    }

    void refusesAPlainDatabase()
    {
        DataFolder folder;
        REQUIRE(folder.create());
        std::ofstream(folder.file(), std::ios::binary) << "SQLite format 3" << std::string(4081, '\0');
        QVERIFY(opensWith(folder, ErrorCode::corrupt));
    }

    void refusesAnEmptyDatabase()
    {
        DataFolder folder;
        REQUIRE(folder.create());
        std::filesystem::resize_file(folder.file(), 0);
        QVERIFY(opensWith(folder, ErrorCode::corrupt));
    }

    void neverTouchesADatabaseThatIsThere()
    {
        DataFolder folder;
        REQUIRE(folder.create());
        const auto again = folder.create();
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::already_exists);
        REQUIRE(folder.open());
    }

    void leavesNothingBehindWhenTheFirstRowsCannotBeWritten()
    {
        DataFolder folder;
        const auto made =
            store::Store::create(folder.options(), folder.keys, folder.clock, folder.random, folder.log,
                                 [](store::Store &) -> Result<void> { return fail(ErrorCode::invalid_email, "no"); });
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::invalid_email);
        int files = 0;
        for (const auto &one : std::filesystem::directory_iterator(folder.path()))
            files += one.path().filename() == "lock" ? 0 : 1;
        QCOMPARE(files, 0);
        REQUIRE(folder.create());
    }

    void tellsTheSecondOpenerWhoHoldsTheFolder()
    {
        DataFolder folder;
        REQUIRE(folder.create());
        auto options = folder.options();
        options.holder = "the first one";
        auto first = store::Store::open(options, folder.keys, folder.clock, folder.random, folder.log);
        REQUIRE(first);
        auto second = folder.open();
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::folder_busy);
        QVERIFY(second.error().message.find("the first one, process " + std::to_string(::getpid())) !=
                std::string::npos);
        auto reading = store::Store::openToRead(folder.options(), folder.keys, folder.clock, folder.random, folder.log);
        REQUIRE(reading);
        REQUIRE((*reading)->read([](Reader &r) { return store::users::count(r); }));
        QVERIFY(!(*reading)->write([](Writer &w) { return addUser(w, "ann"); }));
        (*first)->close();
        REQUIRE(folder.open());
    }

    void undoesAPoisonedActAlone()
    {
        OpenFolder folder;
        REQUIRE(folder.start());
        auto &store = *folder.store;
        HeldWriter held(store);  // 32 acts gather into one group meanwhile
        constexpr int acts = 32;
        std::vector<std::promise<Result<store::User>>> done(acts);
        std::atomic<int> cached = 0;
        for (int i = 0; i < acts; ++i) {
            store.submit(
                [i, &cached](Writer &w) -> Result<store::User> {
                    w.afterCommit([&cached] { ++cached; });
                    auto user = addUser(w, "user" + std::to_string(i));
                    if (i == 13)
                        throw std::runtime_error("poison");
                    if (i == 14)
                        return fail(ErrorCode::forbidden, "no");
                    if (i == 15) {
                        auto other = person("USER3");
                        other.email = "other@example.com";
                        return store::users::insert(w, other);
                    }
                    return user;
                },
                [&done, i](Result<store::User> r) { done[std::size_t(i)].set_value(std::move(r)); });
        }
        held.release();
        for (int i = 0; i < acts; ++i) {
            const auto result = done[std::size_t(i)].get_future().get();
            if (i == 13)
                QCOMPARE(result.error().code, ErrorCode::internal);
            else if (i == 14)
                QCOMPARE(result.error().code, ErrorCode::forbidden);
            else if (i == 15)
                QCOMPARE(result.error().path, std::string("username"));
            else
                REQUIRE(result);
        }
        QCOMPARE(cached.load(), acts - 3);
        auto count = store.read([](Reader &r) { return store::users::count(r); });
        REQUIRE(count);
        QCOMPARE(*count, std::int64_t(acts - 3));
    }

    void lastOwnerStaysWhenTwoDemoteEachOther()
    {
        OpenFolder folder;
        REQUIRE(folder.start());
        auto &store = *folder.store;
        auto team = TeamId(0);
        std::array owners{UserId(0), UserId(0)};
        REQUIRE(store.write([&](Writer &w) -> Result<void> {
            auto made = store::teams::insert(w, {"Team", "team", TeamTypeId(1)});
            if (!made)
                return fail(made.error());
            team = made->id;
            for (auto &owner : owners) {
                auto user = addUser(w, &owner == owners.data() ? "ann" : "bob");
                if (!user)
                    return fail(user.error());
                owner = user->id;
                if (auto ok = store::members::insert(w, team, owner, Role::owner); !ok)
                    return ok;
            }
            return {};
        }));
        const auto demote = [&store, team](UserId by, UserId who) {
            return store.write([team, by, who](Writer &w) -> Result<void> {
                auto role = store::members::roleOf(w, team, by);
                if (!role || *role != Role::owner)
                    return fail(ErrorCode::forbidden, "no owner (any more)");
                auto others = store::members::countActiveOwners(w, team, who);
                if (!others || *others == 0)
                    return fail(ErrorCode::last_owner_demoted, "the last owner stays");
                return store::members::setRole(w, team, who, Role::member);
            });
        };
        for (int round = 0; round < 500; ++round) {
            auto other = std::async(std::launch::async, [&] { return bool(demote(owners[0], owners[1])); });
            const bool mine = bool(demote(owners[1], owners[0]));
            const bool theirs = other.get();
            QVERIFY2(mine != theirs, "exactly one of the two wins");
            auto left = store.read([team](Reader &r) { return store::members::countActiveOwners(r, team); });
            REQUIRE(left);
            QCOMPARE(*left, std::int64_t(1));
            REQUIRE(store.write([team, who = mine ? owners[0] : owners[1]](Writer &w) {
                return store::members::setRole(w, team, who, Role::owner);
            }));
        }
    }

    void stopsReadsThatTakeTooLong()
    {
        DataFolder folder;
        REQUIRE(folder.create());
        auto options = folder.options();
        options.statementLimit = std::chrono::milliseconds(0);
        auto store = store::Store::open(options, folder.keys, folder.clock, folder.random, folder.log);
        REQUIRE(store);
        REQUIRE((*store)->write([](Writer &w) -> Result<void> {
            for (int i = 0; i < 3000; ++i) {
                if (auto user = addUser(w, "user" + std::to_string(i)); !user)
                    return fail(user.error());
            }
            return {};
        }));
        auto page = (*store)->read([](Reader &r) { return store::users::list(r, {1000, {}, "nobody"}); });
        QVERIFY(!page);
        QCOMPARE(page.error().code, ErrorCode::query_too_slow);
        auto one = (*store)->read([](Reader &r) { return store::users::find(r, UserId(7)); });
        REQUIRE(one);
    }

    void refusesMoreThanItsQueueHolds()
    {
        DataFolder folder;
        REQUIRE(folder.create());
        auto options = folder.options();
        options.queueLimit = 4;
        auto store = store::Store::open(options, folder.keys, folder.clock, folder.random, folder.log);
        REQUIRE(store);
        HeldWriter held(**store);
        std::atomic<int> busy = 0;
        std::atomic<int> good = 0;
        for (int i = 0; i < 10; ++i) {
            (*store)->submit([](Writer &) -> Result<int> { return 1; },
                             [&](const Result<int> &r) {
                                 if (r)
                                     ++good;
                                 else if (r.error().code == ErrorCode::busy)
                                     ++busy;
                             });
        }
        held.release();
        (*store)->close();
        QCOMPARE(busy.load(), 6);
        QCOMPARE(good.load(), 4);
    }

    void answersStoppingAfterItsEnd()
    {
        OpenFolder folder;
        REQUIRE(folder.start());
        auto &store = *folder.store;
        store.close();
        store.close();
        QCOMPARE(store.write([](Writer &w) { return addUser(w, "ann"); }).error().code, ErrorCode::stopping);
        QCOMPARE(store.read([](Reader &r) { return store::users::count(r); }).error().code, ErrorCode::stopping);
    }

    void publicIdsSayNothingAndDecodeOnlyAsWhatTheyAre()
    {
        OpenFolder folder;
        REQUIRE(folder.start());
        auto &store = *folder.store;
        const auto &ids = store.ids();
        std::set<std::string> seen;
        for (std::int64_t n = 1; n <= 2000; ++n) {
            const auto id = ids.encode(UserId(n));
            QCOMPARE(id.size(), std::size_t(22));
            QVERIFY(std::ranges::all_of(id, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }));
            QVERIFY(seen.insert(id).second);
            QCOMPARE(ids.decode<UserId>(id), std::optional<UserId>(n));
            QVERIFY(!ids.decode<TeamId>(id));
            auto changed = id;
            changed[std::size_t(n) % id.size()] = changed[std::size_t(n) % id.size()] == 'x' ? 'y' : 'x';
            QVERIFY(!ids.decode<UserId>(changed));
        }
        for (const auto *bad : {"", "1", "zzzzzzzzzzzzzzzzzzzzzz", "ZZZZZZZZZZZZZZZZZZZZZZ", "0123456789012345678901x",
                                "000000000000000000000-", "../../../../etc/passwd"})
            QVERIFY(!ids.decode<UserId>(bad));
        const auto journal = ids.encode(store::JournalPlace{77, 5});
        QCOMPARE(ids.decodeJournal(journal), (store::JournalPlace{77, 5}));
        QVERIFY(!ids.decode<UserId>(journal));
        QVERIFY(!ids.decodeJournal(ids.encode(UserId(5))));
    }

    void pagesByKeyset()
    {
        OpenFolder folder;
        REQUIRE(folder.start());
        auto &store = *folder.store;
        REQUIRE(store.write([](Writer &w) -> Result<void> {
            for (int i = 0; i < 25; ++i) {
                if (auto user = addUser(w, (i % 2 == 0 ? "even_" : "odd") + std::to_string(i)); !user)
                    return fail(user.error());
            }
            return {};
        }));
        store::PageRequest<UserId> request{10, {}, {}};
        std::vector<UserId> seen;
        do {
            auto page = store.read([&](Reader &r) { return store::users::list(r, request); });
            REQUIRE(page);
            QCOMPARE(page->total, std::int64_t(25));
            for (const auto &user : page->rows)
                seen.push_back(user.id);
            request.after = page->next;
        } while (request.after);
        QCOMPARE(seen.size(), std::size_t(25));
        QVERIFY(std::ranges::is_sorted(seen));
        // SQL wildcards are ordinary characters in a search.
        auto even = store.read([&](Reader &r) { return store::users::list(r, {100, {}, "EN_"}); });
        REQUIRE(even);
        QCOMPARE(even->rows.size(), std::size_t(13));
        auto none = store.read([&](Reader &r) { return store::users::list(r, {100, {}, "%"}); });
        REQUIRE(none);
        QVERIFY(none->rows.empty());
    }

    void seedsOneTeamType()
    {
        OpenFolder folder;
        REQUIRE(folder.start());
        auto &store = *folder.store;
        auto types = store.read([](Reader &r) { return store::team_types::list(r); });
        REQUIRE(types);
        QCOMPARE(types->size(), std::size_t(1));
        QCOMPARE(types->front().name, std::string("starter"));
    }

    void keepsSettingsAsJson()
    {
        OpenFolder folder;
        REQUIRE(folder.start());
        auto &store = *folder.store;
        REQUIRE(store.write([](Writer &w) { return store::settings::set(w, "a", json::value{{"b", 1}}); }));
        REQUIRE(store.write([](Writer &w) { return store::settings::set(w, "a", json::value(true)); }));
        auto value = store.read([](Reader &r) { return store::settings::find(r, "a"); });
        REQUIRE(value);
        QVERIFY(*value == json::value(true));
    }

    void copiesWhileOthersWrite()
    {
        OpenFolder folder;
        REQUIRE(folder.start());
        auto &store = *folder.store;
        std::atomic<bool> stop = false;
        std::atomic<int> written = 0;
        auto writing = std::async(std::launch::async, [&] {
            for (int i = 0; !stop; ++i) {
                if (store.write([i](Writer &w) { return addUser(w, "user" + std::to_string(i)); }))
                    ++written;
            }
        });
        QTRY_VERIFY(written > 20);
        const int atLeast = written;
        const auto copy = folder.path() / "copy.db";
        const auto made = store.backup(copy);
        stop = true;
        writing.wait();
        REQUIRE(made);
        QCOMPARE(store.backup(copy).error().code, ErrorCode::already_exists);
        auto options = folder.options();
        options.file = "copy.db";
        auto read = store::Store::openToRead(options, folder.keys, folder.clock, folder.random, folder.log);
        REQUIRE(read);
        auto count = (*read)->read([](Reader &r) { return store::users::count(r); });
        REQUIRE(count);
        QVERIFY(*count >= atLeast);
        auto pages = (*read)->checkPages();
        REQUIRE(pages);
        QVERIFY(pages->badPages.empty() && pages->findings.empty());
    }
};

QTEST_GUILESS_MAIN(TestStore)
#include "test_store.moc"
