// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// How long the journal is kept.
#include "server/audit/journal_verify.h"
#include "server/audit/retention.h"
#include "server/store/connection.h"
#include "server/store/journal_rows.h"
#include "tests/server/store/data_folder.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;
using std::chrono::days;
using store::Reader;
using store::Writer;

namespace {

/// A store with its journal, whose clock the test moves.
struct Place {
    DataFolder folder;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<audit::Journal> journal;

    Result<void> open()
    {
        close();
        if (!std::filesystem::exists(folder.file()))
            if (auto ok = folder.create(); !ok)
                return ok;
        auto opened = folder.open();
        if (!opened)
            return fail(std::move(opened.error()));
        store = std::move(*opened);
        auto book = audit::Journal::open(*store);
        if (!book)
            return fail(std::move(book.error()));
        journal = std::move(*book);
        return {};
    }
    void close()
    {
        if (store)
            store->close();
        journal.reset();
        store.reset();
    }
    ~Place() { close(); }

    Result<void> happen(int count, Event event = Event::team_settings_updated, std::int64_t scopeId = 7)
    {
        return store->write([&](Writer &writer) -> Result<void> {
            for (int i = 0; i < count; ++i)
                if (auto ok = journal->append(writer, entry(event, scopeId)); !ok)
                    return ok;
            return {};
        });
    }
    [[nodiscard]] std::int64_t oldest()
    {
        return store->read([&](Reader &reader) { return journal->oldest(reader); }).value_or(-1);
    }
    [[nodiscard]] std::int64_t count(std::int64_t realm)
    {
        return store->read([&](Reader &reader) { return store::journal_rows::countOf(reader, realm); }).value_or(-1);
    }
    [[nodiscard]] std::string verified()
    {
        auto report = store->read([](Reader &reader) { return audit::verifyJournal(reader, std::nullopt); });
        return report ? report->finding : said(report);
    }
    [[nodiscard]] std::vector<audit::JournalRow> rows()
    {
        return store->read([&](Reader &reader) { return journal->readFrom(reader, 0, 100'000); })
            .value_or(std::vector<audit::JournalRow>());
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
        REQUIRE(place.open());
        REQUIRE(place.happen(10));
        REQUIRE(place.happen(3, Event::account_login, 1));
        const auto dayNull = place.journal->head().seq;
        place.folder.clock.move(days(kept) / 2);
        REQUIRE(place.happen(5));
        place.folder.clock.move(days(kept) - days(kept) / 2);
        QCOMPARE(place.purge(days(kept)).value_or(-1), std::int64_t(0));  // to the day, not before it is over
        place.folder.clock.move(days(1));
        const auto before = place.journal->head().seq;
        QCOMPARE(place.purge(days(kept)).value_or(-1), dayNull);

        QCOMPARE(place.oldest(), dayNull + 1);
        QCOMPARE(place.count(7), std::int64_t(5));
        const auto rows = place.rows();
        QCOMPARE(rows.front().seq, dayNull + 1);
        QCOMPARE(rows.back().event, std::string("platform.journal-purged"));
        QVERIFY(rows.back().body.find("\"through\":" + std::to_string(dayNull)) != std::string::npos);
        QCOMPARE(place.journal->head().seq, before + 1);
        QCOMPARE(place.verified(), std::string());
        // And after a new start, and for what is written then.
        REQUIRE(place.open());
        REQUIRE(place.happen(3));
        QCOMPARE(place.journal->head().seq, before + 4);
        QCOMPARE(place.verified(), std::string());
        QCOMPARE(place.purge(days(kept)).value_or(-1), std::int64_t(0));
        QCOMPARE(place.journal->head().seq, before + 4);
    }

    void takesEverythingButTheLastRow()
    {
        Place place;
        REQUIRE(place.open());
        REQUIRE(place.happen(20));
        const auto head = place.journal->head().seq;
        place.folder.clock.move(days(400));
        QCOMPARE(place.purge(days(30)).value_or(-1), head - 1);
        QCOMPARE(place.rows().size(), std::size_t(2));
        REQUIRE(place.open());
        REQUIRE(place.happen(1));
        QCOMPARE(place.journal->head().seq, head + 2);
        QCOMPARE(place.verified(), std::string());
    }

    void takesManyInPieces()
    {
        Place place;
        REQUIRE(place.open());
        REQUIRE(place.happen(25));
        place.folder.clock.move(days(31));
        REQUIRE(place.happen(1));
        for (const auto expected : {10, 10, 5, 0})
            QCOMPARE(place.purge(days(30), 10).value_or(-1), std::int64_t(expected));
        QCOMPARE(place.verified(), std::string());
    }

    void aBeginningThatWasCutOffIsFound()
    {
        Place place;
        REQUIRE(place.open());
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
        REQUIRE(place.open());
        REQUIRE(place.happen(3));
        place.folder.clock.move(days(100));
        REQUIRE(place.happen(1));
        place.folder.clock.move(-days(100));
        REQUIRE(place.happen(3));
        place.folder.clock.move(days(31));
        QCOMPARE(place.purge(days(30)).value_or(-1), std::int64_t(3));
        QCOMPARE(place.verified(), std::string());
    }

    void f172KeepsForEverWithZero()
    {
        Place place;
        REQUIRE(place.open());
        REQUIRE(place.happen(5));
        place.folder.clock.move(days(4000));
        std::atomic<int> kept = 0;
        audit::Retention retention(*place.store, *place.journal, [&] { return days(kept); });
        const auto now = place.folder.clock.tick();
        retention.look(now);
        REQUIRE(place.happen(1));
        QCOMPARE(place.oldest(), std::int64_t(1));
        // A change of the policy counts at once.
        kept = 30;
        retention.look(now + 1s);
        QTRY_COMPARE(place.oldest(), std::int64_t(6));
        place.close();
    }

    void looksEveryHour()
    {
        Place place;
        REQUIRE(place.open());
        REQUIRE(place.happen(5));
        audit::Retention retention(*place.store, *place.journal, [] { return days(30); });
        const auto now = place.folder.clock.tick();
        retention.look(now);
        REQUIRE(place.happen(1));
        place.folder.clock.move(days(31));
        REQUIRE(place.happen(1));
        retention.look(now + 59min);
        REQUIRE(place.happen(1));
        QCOMPARE(place.oldest(), std::int64_t(1));
        retention.look(now + 60min);
        QTRY_COMPARE(place.oldest(), std::int64_t(7));
        place.close();
    }

    void waitsForADayAfterTheClockJumped()
    {
        Place place;
        REQUIRE(place.open());
        REQUIRE(place.happen(5));
        place.folder.clock.move(days(31));
        audit::Retention retention(*place.store, *place.journal, [] { return days(30); });
        const auto now = place.folder.clock.tick();
        retention.clockJumped(now);
        retention.look(now + 1s);
        retention.look(now + 23h);
        REQUIRE(place.happen(1));
        QCOMPARE(place.oldest(), std::int64_t(1));
        retention.look(now + 24h);
        QTRY_COMPARE(place.oldest(), std::int64_t(6));
        place.close();
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "test_retention.moc"
