// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Retention of the journal.
#include "server/journal/retention.h"
#include "server/store/connection.h"
#include "server/store/tables/journal_records.h"
#include "tests/server/journal/journal_folder.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;
using std::chrono::days;
using store::Reader;
using store::Writer;

namespace {

struct Place : JournalFolder {
    Result<void> happen(int count, Event event = Event::team_settings_updated, std::int64_t scope = 7)
    {
        return JournalFolder::happen(count, event, scope);
    }
    [[nodiscard]] std::int64_t oldest()
    {
        return store->read([&](Reader &reader) { return journal->oldest(reader); }).value_or(-1);
    }
    [[nodiscard]] std::int64_t count(std::optional<TeamId> team)
    {
        return store->read([&](Reader &reader) { return store::journal_records::countOf(reader, team); }).value_or(-1);
    }
    [[nodiscard]] std::string verified()
    {
        const auto report = verify();
        return report ? report->finding : said(report);
    }
    [[nodiscard]] std::vector<journal::JournalRow> rows()
    {
        return store->read([&](Reader &reader) { return journal->readFrom(reader, 0, 100'000); })
            .value_or(std::vector<journal::JournalRow>());
    }
    /// Empties what is older than 30 days in the category of sign-ins.
    Result<std::int64_t> emptySignIns(std::int64_t limit = 5000)
    {
        return store->write([&](Writer &writer) {
            return journal->empty(writer, EventCategory::signIn, writer.now() - days(30), limit);
        });
    }
    journal::Retention retention(std::function<AuditPolicy()> policy)
    {
        return {*store, *journal, std::move(policy), log};
    }
    Result<std::int64_t> purge(days kept, std::int64_t limit = 5000)
    {
        return store->write([&](Writer &writer) { return journal->purge(writer, writer.now() - kept, limit); });
    }
};

}  // namespace

class TestRetention : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f170TakesRowsAwayAfterTheirTimeAndKeepsTheChain_data()
    {
        QTest::addColumn<int>("kept");
        QTest::newRow("F170 30 days") << 30;
        QTest::newRow("F171 a year") << 365;
        QTest::newRow("F172 custom, 7 days") << 7;
    }
    void f170TakesRowsAwayAfterTheirTimeAndKeepsTheChain()
    {
        QFETCH(int, kept);
        Place place;
        REQUIRE(place.start());
        REQUIRE(place.happen(10));
        REQUIRE(place.happen(3, Event::account_login, 1));
        const auto dayNull = place.journal->head().seq;
        place.clock.move(days(kept) / 2);
        REQUIRE(place.happen(5));
        place.clock.move(days(kept) - days(kept) / 2);
        QCOMPARE(place.purge(days(kept)).value_or(-1), std::int64_t(0));  // to the day, not before it is over
        place.clock.move(days(1));
        const auto before = place.journal->head().seq;
        QCOMPARE(place.purge(days(kept)).value_or(-1), dayNull);

        QCOMPARE(place.oldest(), dayNull + 1);
        QCOMPARE(place.count(TeamId(7)), std::int64_t(5));
        const auto rows = place.rows();
        QCOMPARE(rows.front().seq, dayNull + 1);
        QCOMPARE(rows.back().event, std::string("platform.journal-purged"));
        QVERIFY(rows.back().body.find("\"through\":" + std::to_string(dayNull)) != std::string::npos);
        QCOMPARE(place.journal->head().seq, before + 1);
        QCOMPARE(place.verified(), std::string());
        // The chain also holds after a restart, for new rows too.
        REQUIRE(place.start());
        REQUIRE(place.happen(3));
        QCOMPARE(place.journal->head().seq, before + 4);
        QCOMPARE(place.verified(), std::string());
        QCOMPARE(place.purge(days(kept)).value_or(-1), std::int64_t(0));
        QCOMPARE(place.journal->head().seq, before + 4);
    }

    void takesEverythingButTheLastRow()
    {
        Place place;
        REQUIRE(place.start());
        REQUIRE(place.happen(20));
        const auto head = place.journal->head().seq;
        place.clock.move(days(400));
        QCOMPARE(place.purge(days(30)).value_or(-1), head - 1);
        QCOMPARE(place.rows().size(), std::size_t(2));
        REQUIRE(place.start());
        REQUIRE(place.happen(1));
        QCOMPARE(place.journal->head().seq, head + 2);
        QCOMPARE(place.verified(), std::string());
    }

    void takesManyInPieces()
    {
        Place place;
        REQUIRE(place.start());
        REQUIRE(place.happen(25));
        place.clock.move(days(31));
        REQUIRE(place.happen(1));
        for (const auto expected : {10, 10, 5, 0})
            QCOMPARE(place.purge(days(30), 10).value_or(-1), std::int64_t(expected));
        QCOMPARE(place.verified(), std::string());
    }

    void aBeginningThatWasCutOffIsFound()
    {
        Place place;
        REQUIRE(place.start());
        REQUIRE(place.happen(20));
        REQUIRE(place.store->write([](Writer &writer) -> Result<void> {
            if (auto ok = writer.connection().execute(
                    "UPDATE journal_anchor SET seq=5, chain=(SELECT chain FROM journal WHERE seq=5)");
                !ok)
                return ok;
            return writer.connection().execute("DELETE FROM journal WHERE seq<=5");
        }));
        QVERIFY2(place.verified().find("its beginning was cut off") != std::string::npos, place.verified().c_str());
    }

    void aRowDatedTooLateKeepsThoseAfterIt()
    {
        Place place;
        REQUIRE(place.start());
        REQUIRE(place.happen(3));
        place.clock.move(days(100));
        REQUIRE(place.happen(1));
        place.clock.move(-days(100));
        REQUIRE(place.happen(3));
        place.clock.move(days(31));
        QCOMPARE(place.purge(days(30)).value_or(-1), std::int64_t(3));
        QCOMPARE(place.verified(), std::string());
    }

    void f172KeepsForEverWithZero()
    {
        Place place;
        REQUIRE(place.start());
        REQUIRE(place.happen(5));
        place.clock.move(days(4000));
        std::atomic<int> kept = 0;
        auto retention = place.retention([&] { return AuditPolicy{.retention = days(kept)}; });
        const auto now = place.clock.tick();
        retention.look(now);
        QTRY_VERIFY(!retention.isRunning());
        REQUIRE(place.happen(1));
        QCOMPARE(place.oldest(), std::int64_t(1));
        // A change of the policy counts at once.
        kept = 30;
        retention.look(now + 1s);
        QTRY_COMPARE(place.oldest(), std::int64_t(6));
        place.stop();
    }

    /// Signing in goes after 30 days, teams after 90, keys never.
    void f172CategoriesPurgeIndependently()
    {
        Place place;
        REQUIRE(place.start());
        const std::vector<std::pair<Event, std::int64_t>> kinds{
            {Event::account_login, 1}, {Event::team_settings_updated, 7}, {Event::user_pat_created, 1}};
        for (const auto &[event, scope] : kinds)
            REQUIRE(place.happen(2, event, scope));
        auto retention =
            place.retention([] { return AuditPolicy{.retention = days(365), .signIn = days(30), .teams = days(90)}; });
        auto now = place.clock.tick();
        const auto full = [&] {
            retention.look(now);
            std::string out;
            for (const auto &row : place.rows())
                if (row.seq <= 6)
                    out += row.erased ? '-' : '+';
            return out;
        };
        const auto later = [&](int by) {
            place.clock.move(days(by));
            now += 1h;
            for (int i = 0; i < 20; ++i) {  // looks more often than there is something to do
                retention.look(now);
                (void)place.store->read([](Reader &) -> Result<bool> { return true; });
                (void)place.store->write([](Writer &) -> Result<bool> { return true; });
            }
        };
        later(29);
        QCOMPARE(full(), std::string("++++++"));
        later(2);
        QTRY_COMPARE(full(), std::string("--++++"));
        QCOMPARE(place.verified(), std::string());
        later(58);
        QCOMPARE(full(), std::string("--++++"));
        later(2);
        QTRY_COMPARE(full(), std::string("----++"));
        later(200);
        QCOMPARE(full(), std::string("----++"));

        const auto emptied = place.rows();
        QCOMPARE(emptied.at(0).event, std::string("account.login"));  // what, when and who by number stay
        QCOMPARE(emptied.at(0).actor, UserId(1));
        QCOMPARE(emptied.at(0).actorName, std::string());
        QCOMPARE(emptied.at(0).body, std::string("{}"));
        QCOMPARE(emptied.at(6).event, std::string("platform.journal-emptied"));
        QVERIFY(emptied.at(6).body.find("signIn") != std::string::npos);
        QVERIFY(emptied.at(7).body.find("teams") != std::string::npos);
        QCOMPARE(emptied.size(), std::size_t(8));  // nothing is written where nothing went
        QCOMPARE(place.verified(), std::string());
        // A new start continues where the old one was; then the rows go too, and the chain still holds.
        REQUIRE(place.start());
        REQUIRE(place.happen(2, Event::account_logout, 1));
        place.clock.move(days(31));
        const auto looked = place.emptySignIns();
        QVERIFY(looked.value_or(-1) > 0);
        const auto rows = place.rows();
        QVERIFY(rows.at(8).erased && rows.at(9).erased && !rows.at(6).erased);
        QCOMPARE(place.verified(), std::string());
        place.clock.move(days(300));
        QVERIFY(place.purge(days(365)).value_or(-1) >= 6);
        QCOMPARE(place.verified(), std::string());
    }

    void f172APartThatIsMissingWithoutAWordIsFound_data()
    {
        QTest::addColumn<QByteArray>("sql");
        const QByteArray set = "UPDATE journal SET salt=NULL, actor_name=NULL, address=NULL, client=NULL, body=NULL ";
        QTest::newRow("another category") << QByteArray(set + "WHERE seq=4");
        QTest::newRow("a later row") << QByteArray(set + "WHERE event='account.login' AND seq>6");
        QTest::newRow("what explained it") << QByteArray(set + "WHERE event='platform.journal-emptied'");
    }
    void f172APartThatIsMissingWithoutAWordIsFound()
    {
        QFETCH(QByteArray, sql);
        Place place;
        REQUIRE(place.start());
        REQUIRE(place.happen(2, Event::account_login, 1));
        REQUIRE(place.happen(4));
        place.clock.move(days(31));
        const auto looked = place.emptySignIns();
        QCOMPARE(looked.value_or(-1), std::int64_t(6));
        REQUIRE(place.happen(1, Event::account_login, 1));
        QCOMPARE(place.verified(), std::string());
        REQUIRE(place.store->write([&](Writer &writer) { return writer.connection().execute(sql.constData()); }));
        QVERIFY2(place.verified().find("has lost its personal part") != std::string::npos, place.verified().c_str());
    }

    void f172LooksAtManyInPieces()
    {
        Place place;
        REQUIRE(place.start());
        REQUIRE(place.happen(12, Event::account_login, 1));
        REQUIRE(place.happen(13));
        place.clock.move(days(31));
        REQUIRE(place.happen(1, Event::account_login, 1));
        for (const auto expected : {10, 10, 5, 0}) {
            const auto looked = place.emptySignIns(10);
            // The rows that it writes itself come after all rows that it reads.
            QCOMPARE(looked.value_or(-1), std::int64_t(expected));
        }
        const auto rows = place.rows();
        QCOMPARE(std::ranges::count_if(rows, &journal::JournalRow::erased), 12);
        QCOMPARE(place.verified(), std::string());
    }

    void looksEveryHour()
    {
        Place place;
        REQUIRE(place.start());
        REQUIRE(place.happen(5));
        auto retention = place.retention([] { return AuditPolicy{.retention = days(30)}; });
        const auto now = place.clock.tick();
        retention.look(now);
        QTRY_VERIFY(!retention.isRunning());
        REQUIRE(place.happen(1));
        place.clock.move(days(31));
        REQUIRE(place.happen(1));
        retention.look(now + 59min);
        QVERIFY(!retention.isRunning());
        REQUIRE(place.happen(1));
        QCOMPARE(place.oldest(), std::int64_t(1));
        retention.look(now + 60min);
        QTRY_COMPARE(place.oldest(), std::int64_t(7));
        place.stop();
    }

    void waitsForADayAfterTheClockJumped()
    {
        Place place;
        REQUIRE(place.start());
        REQUIRE(place.happen(5));
        place.clock.move(days(31));
        auto retention = place.retention([] { return AuditPolicy{.retention = days(30)}; });
        const auto now = place.clock.tick();
        retention.clockJumped(now);
        retention.look(now + 1s);
        retention.look(now + 23h);
        QVERIFY(!retention.isRunning());
        REQUIRE(place.happen(1));
        QCOMPARE(place.oldest(), std::int64_t(1));
        retention.look(now + 24h);
        QTRY_COMPARE(place.oldest(), std::int64_t(6));
        place.stop();
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "test_retention.moc"
