// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// The effect of a moved wall clock on sessions, locks, codes and the journal.
#include "tests/server/api/pipeline/answers.h"
#include "tests/server/api/pipeline/holder.h"
#include "tests/server/store/faulty_vfs.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

/// Ten wrong passwords from the usual address; two minutes.
void lock(ApiUnderTest &api, const std::string &username)
{
    QVERIFY(api.failSignIns(username, 10));
    QCOMPARE(q(api.lastEvent()), QByteArray("account.locked"));
}

class TestApiClock : public QObject {
    Q_OBJECT

    /// Moves the wall clock alone, and the server notices.
    static void jump(ApiUnderTest &api, qint64 minutes)
    {
        api.clock.set(std::chrono::minutes(minutes));
        api.lookAtTheClock();
    }
    static void jumps()
    {
        QTest::addColumn<qint64>("minutes");
        QTest::newRow("an hour ahead") << qint64(60);
        QTest::newRow("an hour back") << qint64(-60);
        QTest::newRow("a day ahead") << qint64(24 * 60);
        QTest::newRow("a day back") << qint64(-24 * 60);
    }
    static void jumpsBack()
    {
        QTest::addColumn<qint64>("minutes");
        QTest::newRow("an hour back") << qint64(-60);
        QTest::newRow("a day back") << qint64(-24 * 60);
    }

private Q_SLOTS:
    void r5NoSessionOutlivesItsIdleTime_data() { jumps(); }

    void r5NoSessionOutlivesItsIdleTime()
    {
        QFETCH(qint64, minutes);
        ApiUnderTest api;
        const auto session = api.addSignedIn("ann");
        api.clock.move(10h);
        jump(api, minutes);
        api.clock.move(13h + 59min);
        if (minutes < 0)
            QCOMPARE(api.statusOf(session), 200U);
        api.clock.move(minutes < 0 ? 24h : 1min + 1s);
        QCOMPARE(api.statusOf(session), 401U);
    }

    void r5NoSessionOutlivesSevenDays_data() { jumps(); }

    void r5NoSessionOutlivesSevenDays()
    {
        QFETCH(qint64, minutes);
        ApiUnderTest api;
        const auto session = api.addSignedIn("ann");
        // Used all the time, by the time that really passes.
        for (int hour = 0; hour < 7 * 24; ++hour) {
            if (hour == 100)
                jump(api, minutes);
            if (minutes < 0)
                QCOMPARE(api.statusOf(session), 200U);
            api.clock.move(1h);
        }
        api.clock.move(1s);
        QCOMPARE(api.statusOf(session), 401U);
    }

    void r5NoEndedSessionLivesAgain_data() { jumpsBack(); }

    void r5NoEndedSessionLivesAgain()
    {
        QFETCH(qint64, minutes);
        ApiUnderTest api;
        const auto session = api.addSignedIn("ann");
        api.clock.move(24h + 1s);
        QCOMPARE(api.statusOf(session), 401U);
        api.clock.set(std::chrono::minutes(minutes));
        QCOMPARE(api.statusOf(session), 401U);  // the server has not looked yet
        api.lookAtTheClock();
        QCOMPARE(api.statusOf(session), 401U);
        api.clock.move(5min);
        QCOMPARE(api.statusOf(session), 401U);
    }

    void r5ALockTakesAsLongAsItWasToTake_data() { jumps(); }

    void r5ALockTakesAsLongAsItWasToTake()
    {
        QFETCH(qint64, minutes);
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const auto bob = api.addUser("bob");
        lock(api, "bob");  // and 12 s
        api.clock.set(std::chrono::minutes(minutes));
        QCOMPARE(api.login("bob", goodPassword).status, 401U);  // the server has not looked yet
        api.lookAtTheClock();
        api.clock.move(30min - 13s);
        QCOMPARE(api.login("bob", goodPassword).status, 401U);
        const auto admin = api.signIn("root-ann", "198.51.100.1");
        const auto shown = bodyOf(api.get("/api/v1/users/" + api.idOf(bob), admin));
        QCOMPARE(q(std::string(shown.at("lockedUntil").as_string())), q(toIso(api.clock.now() + 1s)));
        api.clock.move(1s);
        QCOMPARE(api.login("bob", goodPassword).status, 200U);
    }

    void r5FailuresBeforeAJumpGoOnCounting_data() { jumps(); }

    void r5FailuresBeforeAJumpGoOnCounting()
    {
        QFETCH(qint64, minutes);
        ApiUnderTest api;
        api.addUser("root-ann", true);
        api.addUser("bob");
        QVERIFY(api.failSignIns("bob", 9));
        jump(api, minutes);
        QCOMPARE(api.login("bob", "wrong").status, 401U);
        QCOMPARE(q(api.lastEvent()), QByteArray("account.locked"));
    }

    void r5NoCodeIsTakenTwice_data() { jumpsBack(); }

    void r5NoCodeIsTakenTwice()
    {
        QFETCH(qint64, minutes);
        ApiUnderTest api;
        api.addUser("ann");
        const Holder ann(api, "ann");
        const auto code = ann.freshCode();
        const auto before = ann.code(-1);  // never shown, and older than the last that was
        QCOMPARE(ann.show(ann.ticket(), code).status, 200U);
        jump(api, minutes);
        // The wall clock shows the time of that code again.
        api.clock.move(std::chrono::minutes(-minutes));
        QCOMPARE(q(ann.code()), q(code));
        QCOMPARE(ann.show(ann.ticket(), code).status, 401U);
        QCOMPARE(ann.show(ann.ticket(), before).status, 401U);
        QCOMPARE(ann.show(ann.ticket(), ann.freshCode()).status, 200U);
    }

    void r5ACodeIsNotTakenTwiceWhenTimeServersCorrectTheClock()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const Holder ann(api, "ann");
        const auto code = ann.freshCode();
        QCOMPARE(ann.show(ann.ticket(), code).status, 200U);
        api.clock.set(-30s);
        QVERIFY(!api.followed.look());
        QCOMPARE(ann.show(ann.ticket(), code).status, 401U);
    }

    void r5HalfASignInEndsWithAJump_data() { jumps(); }

    void r5HalfASignInEndsWithAJump()
    {
        QFETCH(qint64, minutes);
        ApiUnderTest api;
        api.addUser("ann");
        const Holder ann(api, "ann");
        const auto ticket = ann.ticket();
        jump(api, minutes);
        QCOMPARE(ann.show(ticket, ann.code()).status, 401U);
    }

    void r5ACodeOfAResetIsNotGoodForLonger_data() { jumpsBack(); }

    void r5ACodeOfAResetIsNotGoodForLonger()
    {
        QFETCH(qint64, minutes);
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const auto bob = api.addUser("bob");
        const auto admin = api.signIn("root-ann", "198.51.100.1");
        const auto code = memberOf(api.post("/api/v1/users/" + api.idOf(bob) + "/reset-password", "", admin), "code");
        const auto finish = [&] {
            return api
                .post("/account/reset-password",
                      text({{"username", "bob"}, {"code", code}, {"password", "Harbour-violin-63-y"}}))
                .status;
        };
        jump(api, minutes);
        api.clock.move(24h + 1s);
        QCOMPARE(finish(), 401U);
    }

    void r5OneEntryRecordsTheJumpAndTheNumbersGoOn_data() { jumps(); }

    void r5OneEntryRecordsTheJumpAndTheNumbersGoOn()
    {
        QFETCH(qint64, minutes);
        ApiUnderTest api;
        const auto admin = api.addSignedIn("root-ann", true);
        const auto before = api.head();
        const auto was = api.clock.now();
        jump(api, minutes);
        api.lookAtTheClock();
        QCOMPARE(api.head(), before + 1);
        QCOMPARE(q(api.lastEvent()), QByteArray("platform.clock-changed"));
        QVERIFY(!api.signIn("root-ann").empty());
        const auto rows =
            api.store().read([&](store::Reader &reader) { return api.journal().readFrom(reader, before - 1, 9); });
        QVERIFY(rows.has_value());
        QCOMPARE(rows->size(), std::size_t(3));
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(rows->at(i).seq, before + std::int64_t(i));
        const auto body = json::parse(rows->at(1).body);
        QVERIFY(body.has_value());
        const auto &update = body->at("updates").at(0);
        QCOMPARE(q(std::string(update.at("old").as_string())), q(toIso(was)));
        QCOMPARE(q(std::string(update.at("new").as_string())), q(toIso(was + std::chrono::minutes(minutes))));
        QVERIFY(rows->at(1).at == was + std::chrono::minutes(minutes));
        if (minutes < 24 * 60)
            QCOMPARE(api.statusOf(admin), 200U);
    }

    void r5AJumpIsTakenUpOnceStorageIsBack()
    {
        FaultyVfs disk;
        ApiUnderTest api(disk.name());
        const auto session = api.addSignedIn("ann");
        const auto before = api.head();
        api.clock.move(23h);
        disk.failFrom(1, FaultyVfs::Fault::error, true);
        api.clock.set(-24h);
        for (int i = 0; i < 3; ++i)
            api.lookAtTheClock();
        QVERIFY(disk.failed());
        QVERIFY(api.followed.look().has_value());
        api.clock.move(1h + 1s);
        QCOMPARE(api.statusOf(session), 401U);
        disk.failNothing();
        api.clock.move(1s);
        QTRY_COMPARE(api.head(), before + 1);
        QVERIFY(!api.followed.look());
        QCOMPARE(api.statusOf(session), 401U);
        api.lookAtTheClock();
        QCOMPARE(api.head(), before + 1);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiClock)
#include "test_api_clock.moc"
