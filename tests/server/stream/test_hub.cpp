// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/sanitizers.h"
#include "tests/server/stream/hub_bench.h"
#include "tests/server/stream/subscriber.h"

#include <QFile>
#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<Subscriber> subscribe(const HubBench &bench, const QStringList &options = {},
                                      const QString &token = u"admin"_s)
{
    return std::make_unique<Subscriber>(QString::fromStdString(bench.url()),
                                        QStringList{u"--token"_s, token} + options);
}

QStringList from(const QString &cursor)
{
    return {u"--cursor"_s, cursor};
}

/// Resident memory of this process, which hosts the hub.
qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096 : 0;
}

}  // namespace

class TestHub : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsTheTailAndWhatHappens()
    {
        HubBench bench;
        REQUIRE(bench.start());
        REQUIRE(bench.happen(300));
        const auto head = bench.head();
        const auto s = subscribe(bench, from(u"tail:200"_s));
        QTRY_COMPARE(s->to(), head);
        QCOMPARE(s->rows(), rowsFromTo(head - 199, head));
        for (int i = 0; i < 5; ++i)
            REQUIRE(bench.happen(3));
        QTRY_COMPARE(s->to(), head + 15);
        QCOMPARE(s->rows(), rowsFromTo(head - 199, head + 15));
        QVERIFY2(s->broken.isEmpty(), qPrintable(s->broken));
        QVERIFY(s->last("open")[u"extensions"_s].toArray().isEmpty());  // no compression
        QCOMPARE(s->last("welcome")[u"oldest"_s].toInteger(), 1);
        QVERIFY(!s->has("close"));
    }

    void beginsNowWithoutACursor()
    {
        HubBench bench;
        REQUIRE(bench.start());
        REQUIRE(bench.happen(10));
        const auto head = bench.head();
        const auto s = subscribe(bench);
        QTRY_COMPARE(s->to(), head);
        REQUIRE(bench.happen(1));
        QTRY_COMPARE(s->rows(), QList<qint64>{head + 1});
    }

    void catchesUpFromTheJournalWhileMoreHappens()
    {
        HubBench bench;
        REQUIRE(bench.start());
        REQUIRE(bench.happen(1));
        const auto s = subscribe(bench, from(u"tail:0"_s));
        QTRY_VERIFY(s->has("welcome"));
        const auto cursor = s->cursor;
        const auto start = bench.head();
        REQUIRE(bench.happen(20'000));
        const auto late = subscribe(bench, from(cursor));
        for (int i = 0; i < 50; ++i)
            REQUIRE(bench.happen(20));
        QTRY_COMPARE_WITH_TIMEOUT(late->to(), bench.head(), 60'000);
        QCOMPARE(late->rows(), rowsFromTo(start + 1, bench.head()));
        QVERIFY2(late->broken.isEmpty(), qPrintable(late->broken));
        for (const auto &line : late->said) {
            QVERIFY(line[u"seqs"_s].toArray().size() <= 500);
            QVERIFY(line[u"bytes"_s].toInteger() <= 200 * 1024);
        }
        QTRY_COMPARE_WITH_TIMEOUT(s->to(), bench.head(), 60'000);
        QCOMPARE(s->rows(), late->rows());
    }

    void splitsLargeRowsIntoSmallBatches()
    {
        HubBench bench;
        REQUIRE(bench.start());
        const auto start = bench.head();
        const auto s = subscribe(bench, from(u"tail:0"_s));
        QTRY_VERIFY(s->has("welcome"));
        REQUIRE(bench.happen(100, Event::account_login, 1, 12'000));
        QTRY_COMPARE(s->to(), bench.head());
        QCOMPARE(s->rows(), rowsFromTo(start + 1, start + 100));
        for (const auto &line : s->said)
            QVERIFY(line[u"bytes"_s].toInteger() <= 200 * 1024);
    }

    void readsTheJournalForWhoFellBehindTheRing()
    {
        HubBench bench({.ringEvents = 100, .queued = 32 * 1024});
        REQUIRE(bench.start());
        const auto start = bench.head();
        const auto s = subscribe(bench, from(u"tail:0"_s));
        QTRY_VERIFY(s->has("welcome"));
        REQUIRE(bench.happen(1));
        QTRY_COMPARE(s->to(), start + 1);
        s->freeze();
        for (int i = 0; i < 100; ++i)
            REQUIRE(bench.happen(50, Event::account_login, 1, 2000));
        s->thaw();
        QTRY_COMPARE_WITH_TIMEOUT(s->to(), bench.head(), 60'000);
        QCOMPARE(s->rows(), rowsFromTo(start + 1, bench.head()));
        QVERIFY2(s->broken.isEmpty(), qPrintable(s->broken));
        QVERIFY(s->has("resync"));
    }

    void letsAStoppedSubscriberWaitAndTheOthersNot()
    {
        HubBench bench;
        REQUIRE(bench.start());
        const auto start = bench.head();
        std::vector<std::unique_ptr<Subscriber>> others;
        for (int i = 0; i < 3; ++i)
            others.push_back(subscribe(bench, from(u"tail:0"_s)));
        const auto stopped = subscribe(bench, from(u"tail:0"_s));
        for (const auto &s : others)
            QTRY_VERIFY(s->has("welcome"));
        QTRY_VERIFY(stopped->has("welcome"));
        REQUIRE(bench.happen(2000));
        QTRY_COMPARE(stopped->to(), bench.head());
        stopped->freeze();
        const auto before = residentBytes();
        for (int i = 0; i < 60; ++i)
            REQUIRE(bench.happen(200, Event::account_login, 1, 1000));  // 17 MB to each
        for (const auto &s : others)
            QTRY_COMPARE_WITH_TIMEOUT(s->to(), bench.head(), 30'000);
        // The ring holds the rows themselves; what a stopped one may cost besides is what is queued for it.
        if (!test::sanitized)  // the sanitizers keep what is freed
            QVERIFY2(residentBytes() - before < 40 * 1024 * 1024,
                     qPrintable(QString::number(residentBytes() - before)));
        QVERIFY(!stopped->has("close"));
        stopped->thaw();
        QTRY_COMPARE_WITH_TIMEOUT(stopped->to(), bench.head(), 60'000);
        QCOMPARE(stopped->rows(), rowsFromTo(start + 1, bench.head()));
        QVERIFY2(stopped->broken.isEmpty(), qPrintable(stopped->broken));
    }

    void stopsAtTheWindowAndEndsWhoNeverAcknowledges()
    {
        HubBench bench({.window = 100'000, .ackDeadline = 1500ms});
        REQUIRE(bench.start());
        const auto s = subscribe(bench, from(u"tail:0"_s) + QStringList{u"--no-ack"_s});
        QTRY_VERIFY(s->has("welcome"));
        for (int i = 0; i < 100; ++i)
            REQUIRE(bench.happen(50));
        QTRY_COMPARE(s->closeCode(), 4408);
        qint64 bytes = 0;
        for (const auto &line : s->said)
            bytes += line[u"bytes"_s].toInteger();
        QVERIFY2(bytes >= 100'000 && bytes < 100'000 + 200 * 1024, qPrintable(QString::number(bytes)));
        // Unacknowledged events are sent again.
        const auto again = subscribe(bench, from(u"tail:1000"_s));
        QTRY_COMPARE(again->to(), bench.head());
    }

    void endsWhoNeverSaysHello()
    {
        HubBench bench({.helloDeadline = 300ms});
        REQUIRE(bench.start());
        const auto s = subscribe(bench, {u"--say"_s, uR"({"type":"ack","to":0})"_s});
        QTRY_COMPARE(s->closeCode(), 4408);
    }

    void resumesAfterARestartWithoutAGapOrADouble()
    {
        HubBench bench;
        REQUIRE(bench.start());
        QList<qint64> all;
        const auto start = bench.head();
        QString cursor = u"tail:0"_s;
        for (int round = 0; round < 3; ++round) {
            const auto s = subscribe(bench, from(cursor));
            QTRY_VERIFY(s->has("welcome"));
            REQUIRE(bench.happen(30));
            QTRY_COMPARE(s->to(), bench.head());
            bench.stop();
            QTRY_COMPARE(s->closeCode(), 1012);
            all += s->rows();
            cursor = s->cursor;
            REQUIRE(bench.start());
            REQUIRE(bench.happen(20));  // without a subscriber
        }
        const auto s = subscribe(bench, from(cursor));
        QTRY_COMPARE(s->to(), bench.head());
        all += s->rows();
        QCOMPARE(all, rowsFromTo(start + 1, bench.head()));
    }

    void tellsADivergedHistory()
    {
        HubBench bench;
        REQUIRE(bench.start());
        REQUIRE(bench.happen(10));
        const auto s = subscribe(bench, from(u"tail:1"_s));
        QTRY_COMPARE(s->to(), bench.head());
        const auto epoch = s->cursor.section(u':', 0, 0);
        const auto chain = s->cursor.section(u':', 2, 2);
        const auto seq = s->cursor.section(u':', 1, 1).toLongLong();
        const auto beyond = subscribe(bench, from(u"%1:%2:%3"_s.arg(epoch).arg(seq + 1).arg(chain)));
        QTRY_COMPARE(beyond->closeCode(), 4411);
        const auto otherChain = subscribe(bench, from(u"%1:%2:0123456789abcdef"_s.arg(epoch).arg(seq)));
        QTRY_COMPARE(otherChain->closeCode(), 4411);
        const auto otherEpoch = subscribe(bench, from(u"0123456789ab:%1:%2"_s.arg(seq).arg(chain)));
        QTRY_COMPARE(otherEpoch->closeCode(), 4411);
        const auto otherPast = subscribe(bench, from(u"0123456789ab:0:0000000000000000"_s));
        QTRY_COMPARE(otherPast->closeCode(), 4411);
        const auto same = subscribe(bench, from(s->cursor));
        QTRY_VERIFY(same->has("welcome"));
        QCOMPARE(same->cursor, s->cursor);
    }

    void keepsTheSharedPastOfARestoredJournal()
    {
        HubBench bench;
        REQUIRE(bench.start());
        REQUIRE(bench.happen(10));
        const auto s = subscribe(bench, from(u"tail:1"_s));
        QTRY_COMPARE(s->to(), bench.head());
        REQUIRE(bench.store->write([&](store::Writer &writer) -> Result<void> {
            if (auto ok = bench.journal->beginEpoch(writer); !ok)
                return ok;
            return bench.journal->append(writer, entry(Event::platform_restored));
        }));
        const auto again = subscribe(bench, from(s->cursor));
        QTRY_COMPARE(again->to(), bench.head());
        QCOMPARE(again->rows().size(), 1);
        QVERIFY(again->cursor.section(u':', 0, 0) != s->cursor.section(u':', 0, 0));
    }

    void saysWhatIsOldestToWhoComesTooLate()
    {
        HubBench bench;
        REQUIRE(bench.start());
        REQUIRE(bench.happen(10));
        const auto first = subscribe(bench, from(u"tail:10"_s));
        QTRY_VERIFY(first->has("welcome"));
        const auto cursor = first->last("welcome")[u"cursor"_s].toString();
        const auto start = bench.head() - 10;
        REQUIRE(bench.forgetUpTo(start + 6));
        const auto late = subscribe(bench, from(cursor));
        QTRY_COMPARE(late->closeCode(), 4410);
        const auto reason = late->last("close")[u"reason"_s].toString();
        QVERIFY(reason.startsWith(u"oldest="_s));
        const auto again = subscribe(bench, from(reason.mid(7)));
        QTRY_COMPARE(again->to(), bench.head());
        QCOMPARE(again->rows(), rowsFromTo(start + 7, bench.head()));
    }

    void f170ClosesWhoStillHadBeforeThemWhatRetentionTook()
    {
        HubBench bench({.ringEvents = 100, .queued = 32 * 1024});
        REQUIRE(bench.start());
        const auto s = subscribe(bench, from(u"tail:0"_s));
        QTRY_VERIFY(s->has("welcome"));
        s->freeze();
        for (int i = 0; i < 100; ++i)
            REQUIRE(bench.happen(50, Event::account_login, 1, 2000));
        const auto kept = bench.head() - 10;
        REQUIRE(bench.forgetUpTo(kept));
        s->thaw();
        QTRY_COMPARE_WITH_TIMEOUT(s->closeCode(), 4410, 30'000);
        QVERIFY2(s->broken.isEmpty(), qPrintable(s->broken));
        const auto reason = s->last("close")[u"reason"_s].toString();
        QVERIFY2(reason.startsWith(u"oldest="_s), qPrintable(reason));
        const auto again = subscribe(bench, from(reason.mid(7)));
        QTRY_COMPARE(again->to(), bench.head());
        QCOMPARE(again->rows(), rowsFromTo(kept + 1, bench.head()));
    }

    void showsEachOnlyWhatTheyMaySee()
    {
        HubBench bench;
        bench.viewers.set("owner", ownerOf({TeamId(7)}, UserId(2)));
        REQUIRE(bench.start());
        const auto admin = subscribe(bench);
        const auto owner = subscribe(bench, {}, u"owner"_s);
        QTRY_VERIFY(admin->has("welcome") && owner->has("welcome"));
        const auto start = bench.head();
        REQUIRE(bench.happen(1, Event::team_user_added, 7));
        REQUIRE(bench.happen(1, Event::team_user_added, 8));
        REQUIRE(bench.happen(1, Event::account_login, 1));
        REQUIRE(bench.happen(1, Event::account_login, 2));
        REQUIRE(bench.happen(1, Event::platform_started, 0));
        REQUIRE(bench.happen(1, Event::team_user_removed, 7));
        QTRY_COMPARE(admin->to(), start + 6);
        QTRY_COMPARE(owner->to(), start + 6);
        QCOMPARE(admin->rows(), rowsFromTo(start + 1, start + 6));
        QCOMPARE(owner->rows(), QList<qint64>({start + 1, start + 4, start + 6}));
        QVERIFY2(owner->broken.isEmpty(), qPrintable(owner->broken));
        // Events from the journal are filtered like those from memory.
        const auto later = subscribe(bench, from(u"tail:6"_s), u"owner"_s);
        QTRY_COMPARE(later->rows(), owner->rows());
    }

    void movesThePlaceOfWhoSeesNothing()
    {
        HubBench bench({.heartbeat = 300ms});
        bench.viewers.set("owner", ownerOf({TeamId(7)}));
        REQUIRE(bench.start());
        const auto s = subscribe(bench, {}, u"owner"_s);
        QTRY_VERIFY(s->has("welcome"));
        REQUIRE(bench.happen(30, Event::team_user_added, 8));
        QTRY_COMPARE(s->to(), bench.head());
        QVERIFY(s->rows().isEmpty());
        QTRY_VERIFY(s->has("heartbeat"));
        QTRY_COMPARE(s->last("heartbeat")[u"to"_s].toInteger(), bench.head());
        QVERIFY2(s->broken.isEmpty(), qPrintable(s->broken));
    }

    void filtersByTeamAndEvent()
    {
        HubBench bench;
        bench.viewers.set("owner", ownerOf({TeamId(7)}));
        REQUIRE(bench.start());
        const QString team = u"team:"_s + QString::fromStdString(bench.teamId(TeamId(7)));
        const auto s = subscribe(bench, {u"--scope"_s, team});
        const auto words = subscribe(bench, {u"--filter"_s, u"team.user.added,account.login"_s});
        const auto foreign =
            subscribe(bench, {u"--scope"_s, u"team:"_s + QString::fromStdString(bench.teamId(TeamId(8)))}, u"owner"_s);
        QTRY_COMPARE(foreign->closeCode(), 4403);
        QTRY_VERIFY(s->has("welcome") && words->has("welcome"));
        const auto start = bench.head();
        REQUIRE(bench.happen(1, Event::team_user_added, 8));
        REQUIRE(bench.happen(1, Event::team_user_removed, 7));
        REQUIRE(bench.happen(1, Event::account_login, 1));
        QTRY_COMPARE(s->rows(), QList<qint64>{start + 2});
        QTRY_COMPARE(words->rows(), QList<qint64>({start + 1, start + 3}));
    }

    void refusesWrongHellosByName_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("member");
        QTest::newRow("cursor") << uR"({"type":"hello","cursor":"x"})"_s << u"cursor"_s;
        QTest::newRow("long tail") << uR"({"type":"hello","cursor":"tail:9999999"})"_s << u"cursor"_s;
        QTest::newRow("scope") << uR"({"type":"hello","scope":"everything"})"_s << u"scope"_s;
        QTest::newRow("no team") << uR"({"type":"hello","scope":"team:abc"})"_s << u"scope"_s;
        QTest::newRow("filter") << uR"({"type":"hello","filter":"no.such.event"})"_s << u"filter"_s;
        QTest::newRow("maxBatch") << uR"({"type":"hello","maxBatch":0})"_s << u"maxBatch"_s;
        QTest::newRow("maxWaitMs") << uR"({"type":"hello","maxWaitMs":-1})"_s << u"maxWaitMs"_s;
        QTest::newRow("unknown member") << uR"({"type":"hello","since":1})"_s << u"since"_s;
        QTest::newRow("type") << uR"({"type":"goodbye"})"_s << u"type"_s;
        QTest::newRow("no type") << uR"({"cursor":"tail:1"})"_s << u"type"_s;
        QTest::newRow("no JSON") << u"hello"_s << u"JSON"_s;
    }
    void refusesWrongHellosByName()
    {
        QFETCH(QString, text);
        QFETCH(QString, member);
        HubBench bench;
        REQUIRE(bench.start());
        const auto s = subscribe(bench, {u"--say"_s, text});
        QTRY_COMPARE(s->closeCode(), 1008);
        QVERIFY2(s->last("close")[u"reason"_s].toString().contains(member),
                 qPrintable(s->last("close")[u"reason"_s].toString()));
    }

    void refusesAnAckOfTheFuture()
    {
        HubBench bench;
        REQUIRE(bench.start());
        const auto s = subscribe(bench, {u"--false-ack"_s});
        QTRY_VERIFY(s->has("welcome"));
        REQUIRE(bench.happen(1));
        QTRY_COMPARE(s->closeCode(), 1008);
        QVERIFY(s->last("close")[u"reason"_s].toString().startsWith(u"ack"_s));
    }

    void startsOverAfterAnotherHello()
    {
        HubBench bench;
        REQUIRE(bench.start());
        REQUIRE(bench.happen(5));
        const auto head = bench.head();
        const auto s = subscribe(bench, {u"--say"_s, uR"({"type":"hello","cursor":"tail:5"})"_s, u"--say"_s,
                                         uR"({"type":"hello","cursor":"tail:2"})"_s});
        QTRY_COMPARE(s->to(), head);
        QCOMPARE(s->rows().mid(s->rows().size() - 2), rowsFromTo(head - 1, head));
    }

    void asksForTheSubprotocolAndCredentials()
    {
        HubBench bench;
        REQUIRE(bench.start());
        const auto without = subscribe(bench, {u"--no-subprotocol"_s});
        QTRY_COMPARE(without->last("refused")[u"status"_s].toInt(), 400);
        const auto stranger = subscribe(bench, {}, u"nobody"_s);
        QTRY_COMPARE(stranger->closeCode(), 4401);
        const auto inUrl = std::make_unique<Subscriber>(
            QString(QString::fromStdString(bench.url()) % u"?access_token=admin&token=admin"_s), QStringList());
        QTRY_COMPARE(inUrl->closeCode(), 4401);
        const auto good = subscribe(bench);
        QTRY_VERIFY(good->has("welcome"));
        QCOMPARE(good->last("open")[u"subprotocol"_s].toString(), u"audit.v1.json"_s);
    }

    void endsStreamsWhoseCredentialsEnd()
    {
        HubBench bench;
        bench.viewers.set("other", administrator(UserId(3)));
        REQUIRE(bench.start());
        const auto s = subscribe(bench);
        const auto other = subscribe(bench, {}, u"other"_s);
        QTRY_VERIFY(s->has("welcome") && other->has("welcome"));
        bench.viewers.end("admin");
        REQUIRE(bench.happen(1));
        QTRY_COMPARE_WITH_TIMEOUT(s->closeCode(), 4401, 1000);
        QVERIFY(s->rows().isEmpty());
        QTRY_COMPARE(other->to(), bench.head());
    }

    void looksAgainEvenIfNobodyTold()
    {
        HubBench bench({.recheck = 200ms});
        REQUIRE(bench.start());
        const auto s = subscribe(bench);
        QTRY_VERIFY(s->has("welcome"));
        bench.viewers.endSilently("admin");
        QTRY_COMPARE(s->closeCode(), 4401);
    }

    void looksAgainWhenTheCredentialsEndHasCome()
    {
        HubBench bench;
        auto viewer = ownerOf({TeamId(7)});
        viewer.endsAt = bench.clock.now() + 10s;
        bench.viewers.set("owner", viewer);
        REQUIRE(bench.start());
        const auto s = subscribe(bench, {}, u"owner"_s);
        QTRY_VERIFY(s->has("welcome"));
        bench.viewers.endSilently("owner");
        REQUIRE(bench.happen(1, Event::team_user_added, 7));
        QTRY_COMPARE(s->rows(), QList<qint64>{bench.head()});  // before the first question
        bench.clock.move(10s);
        QTRY_COMPARE_WITH_TIMEOUT(s->closeCode(), 4401, 1000);
    }

    void followsRightsThatChange()
    {
        HubBench bench;
        bench.viewers.set("owner", ownerOf({TeamId(7)}));
        REQUIRE(bench.start());
        const auto s = subscribe(bench, {}, u"owner"_s);
        QTRY_VERIFY(s->has("welcome"));
        const auto start = bench.head();
        bench.viewers.changeRights("owner", ownerOf({TeamId(7), TeamId(8)}));
        REQUIRE(bench.happen(1, Event::team_user_added, 8));
        QTRY_COMPARE(s->rows(), QList<qint64>{start + 1});
        bench.viewers.changeRights("owner", ownerOf({TeamId(8)}));
        REQUIRE(bench.happen(1, Event::team_user_added, 7));
        QTRY_COMPARE_WITH_TIMEOUT(s->closeCode(), 4403, 1000);
        QCOMPARE(s->rows(), QList<qint64>{start + 1});
        const auto again = subscribe(bench, from(s->cursor), u"owner"_s);
        QTRY_COMPARE(again->to(), bench.head());
        QVERIFY(again->rows().isEmpty());
    }

    void tellsAResumedSubscriberAtOnceThatItMissedNothingVisible()
    {
        HubBench bench({.heartbeat = 60s});
        bench.viewers.set("owner", ownerOf({TeamId(8)}));
        REQUIRE(bench.start());
        // The other subscriber keeps the newest rows in memory, from where the resumed one is fed.
        const auto other = subscribe(bench);
        const auto s = subscribe(bench, {}, u"owner"_s);
        QTRY_VERIFY(s->has("welcome") && other->has("welcome"));
        REQUIRE(bench.happen(1, Event::team_user_added, 8));
        QTRY_COMPARE(s->to(), bench.head());
        const auto cursor = s->cursor;
        REQUIRE(bench.happen(3, Event::team_user_added, 7));
        QTRY_COMPARE(other->to(), bench.head());
        const auto again = subscribe(bench, from(cursor), u"owner"_s);
        QTRY_COMPARE(again->to(), bench.head());
        QVERIFY(again->rows().isEmpty());
    }

    void limitsStreams_data()
    {
        QTest::addColumn<int>("perUser");
        QTest::addColumn<int>("perAddress");
        QTest::addColumn<int>("total");
        QTest::newRow("of a user") << 2 << 9 << 9;
        QTest::newRow("of an address") << 9 << 2 << 9;
        QTest::newRow("in all") << 9 << 9 << 2;
    }
    void limitsStreams()
    {
        QFETCH(int, perUser);
        QFETCH(int, perAddress);
        QFETCH(int, total);
        HubBench bench(
            {.perUser = std::size_t(perUser), .perAddress = std::size_t(perAddress), .total = std::size_t(total)});
        REQUIRE(bench.start());
        auto first = subscribe(bench);
        const auto second = subscribe(bench);
        QTRY_VERIFY(first->has("welcome") && second->has("welcome"));
        const auto third = subscribe(bench);
        QTRY_COMPARE(third->closeCode(), 4429);
        first.reset();  // makes room
        auto fourth = subscribe(bench);
        for (int tries = 0; tries < 50 && !fourth->has("welcome"); ++tries) {
            QTRY_VERIFY(fourth->has("welcome") || fourth->has("close"));
            if (fourth->has("close"))
                fourth = subscribe(bench);
        }
        QVERIFY(fourth->has("welcome"));
    }

    void beatsWhenQuiet()
    {
        HubBench bench({.heartbeat = 300ms});
        REQUIRE(bench.start());
        REQUIRE(bench.happen(1));
        const auto s = subscribe(bench);
        QTRY_VERIFY(s->has("heartbeat"));
        const auto beat = s->last("heartbeat");
        QCOMPARE(beat[u"to"_s].toInteger(), bench.head());
        QCOMPARE(beat[u"head"_s].toInteger(), bench.head());
        QCOMPARE(beat[u"time"_s].toString(), QString::fromStdString(toIso(bench.clock.now())));
        QCOMPARE(s->last("welcome")[u"heartbeatMs"_s].toInteger(), 300);
    }
};

QTEST_GUILESS_MAIN(TestHub)
#include "test_hub.moc"
