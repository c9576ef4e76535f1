// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/feed/live_feed.h"
#include "client/feed/stream_cursor.h"
#include "tests/client/feed/feed_server.h"

#include <QSignalSpy>
#include <QTest>

using namespace castellan;
using namespace castellan::client;
using namespace castellan::client::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

FeedTiming quick()
{
    FeedTiming timing;
    timing.backOffFirst = 10ms;
    timing.backOffMost = 40ms;
    timing.streamAgain = 150ms;
    timing.pollLeast = 5ms;
    timing.pollFocus = 20ms;
    timing.pollShare = 100;
    timing.pollQuick = 1ms;
    timing.sourcesAgain = 200ms;
    timing.ackAfter = 20ms;
    timing.heartbeatLeast = 100ms;
    return timing;
}

/// Lists the sources once, at the start.
FeedTiming listingRarely()
{
    auto timing = quick();
    timing.sourcesAgain = 1h;
    return timing;
}

struct Gap {
    QDateTime from, to;
    QString reason;
};

/// A feed with a record of its signals.
struct Listener {
    explicit Listener(bool withStream, const FeedTiming &timing = quick()) : bench(withStream)
    {
        feed = makeFeed(bench.platform, bench.clock, bench.random, timing);
        QObject::connect(feed.get(), &Feed::arrived, feed.get(), [this](const EventRecords &events) {
            ++deliveries;
            for (const auto &event : events)
                ids.append(event.id);
        });
        QObject::connect(feed.get(), &Feed::gap, feed.get(),
                         [this](const QDateTime &from, const QDateTime &to, const QString &reason) {
                             gaps.append({from, to, reason});
                         });
        QObject::connect(feed.get(), &Feed::modeChanged, feed.get(), [this](FeedMode mode) { modes.append(mode); });
    }
    void happen(int n, const QString &team = {})
    {
        for (int i = 0; i < n; ++i)
            bench.server.happens(team);
    }
    /// Starts the feed after so many events; whether they arrive.
    [[nodiscard]] bool startsAfter(int n)
    {
        happen(n);
        feed->start();
        return QTest::qWaitFor([&] { return hasExactly(1, n); });
    }
    [[nodiscard]] bool goesLive()
    {
        feed->start();
        return QTest::qWaitFor([&] { return feed->mode() == FeedMode::live; });
    }
    /// Every row once, in order.
    [[nodiscard]] bool hasExactly(qint64 first, qint64 last) const
    {
        QStringList expected;
        for (auto n = first; n <= last; ++n)
            expected.append(u"row%1"_s.arg(n));
        return ids == expected;
    }

    FeedBench bench;
    std::unique_ptr<Feed> feed;
    QStringList ids;
    QList<Gap> gaps;
    QList<FeedMode> modes;
    int deliveries = 0;
};

}  // namespace

class TestFeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsCursors()
    {
        const auto cursor = StreamCursor::parse("1f0a:42:00ff");
        QVERIFY(cursor.has_value());
        QCOMPARE(cursor->epoch, std::string("1f0a"));
        QCOMPARE(cursor->sequence, 42);
        for (const auto *bad : {"", "a:b", ":1:x", "a:1:", "a:-1:x", "a:1x:y", "a::y"})
            QVERIFY2(!StreamCursor::parse(bad), bad);
    }

    void streamsTheTailAndWhatHappens()
    {
        Listener l(true);
        l.happen(5);
        QVERIFY(l.goesLive());
        QTRY_VERIFY(l.hasExactly(1, 5));
        QCOMPARE(l.bench.server.hellos, QList<QByteArray>{"tail:200"});
        QCOMPARE(l.bench.server.authorization, QByteArray("Bearer s3cret"));
        l.happen(3);
        l.bench.server.pushStream();
        QTRY_VERIFY(l.hasExactly(1, 8));
        QTRY_COMPARE(l.bench.server.acks.value(l.bench.server.acks.size() - 1), 8);
        QVERIFY(l.gaps.isEmpty());
        QVERIFY(l.bench.server.asked.isEmpty());  // nothing is polled
    }

    void refusesAMessageOfMoreThanAMebibyte()
    {
        Listener l(true);
        QVERIFY(l.startsAfter(1));
        l.bench.server.sendRaw(QByteArray(1024 * 1024 + 1, ' '));
        QTRY_COMPARE(l.bench.server.hellos.size(), 2);  // over another connection, from where it was
        QTRY_COMPARE(l.feed->mode(), FeedMode::live);
        l.happen(1);
        l.bench.server.pushStream();
        QTRY_VERIFY(l.hasExactly(1, 2));
    }

    void refusesAHeartbeatThatIsNoHeartbeat_data()
    {
        QTest::addColumn<int>("milliseconds");
        for (const int each : {-1, 0, 999, 60'001, 2'000'000'000})
            QTest::addRow("%d", each) << each;
    }
    void refusesAHeartbeatThatIsNoHeartbeat()
    {
        QFETCH(int, milliseconds);
        auto timing = quick();
        timing.heartbeatLeast = FeedTiming().heartbeatLeast;
        Listener l(true, timing);
        l.bench.server.heartbeatMs = milliseconds;
        l.happen(1);
        l.feed->start();
        QTRY_COMPARE(l.feed->mode(), FeedMode::polling);  // after three attempts
        QVERIFY2(l.feed->detail().contains(u"heartbeat"_s), qPrintable(l.feed->detail()));
        QVERIFY(!l.modes.contains(FeedMode::live));
        QTRY_VERIFY(l.hasExactly(1, 1));
    }

    void boundsWhatWaitsForTheWorker()
    {
        Listener l(true);
        QVERIFY(l.startsAfter(1));
        QStringList details;
        connect(l.feed.get(), &Feed::modeChanged, this, [&] { details << l.feed->detail(); });
        for (int i = 0; i < 2'000; ++i)
            l.bench.server.heartbeat();
        QTRY_VERIFY(details.join(u'|').contains(u"faster than"_s));
        QTRY_COMPARE(l.feed->mode(), FeedMode::live);
    }

    void gathersBursts()
    {
        FeedTiming timing = quick();
        timing.paint = 60'000ms;
        Listener l(true, timing);
        QVERIFY(l.goesLive());
        l.happen(1);
        l.bench.server.pushStream();
        QTRY_COMPARE(l.ids.size(), 1);  // the first at once
        for (int i = 0; i < 50; ++i) {
            l.happen(1);
            l.bench.server.pushStream();
        }
        QTRY_COMPARE(l.bench.server.acks.value(l.bench.server.acks.size() - 1), 51);
        QCOMPARE(l.deliveries, 1);
        l.feed->stop();
        QVERIFY(l.hasExactly(1, 51));
        QCOMPARE(l.deliveries, 2);
    }

    void acknowledgesAfterSixteenBatches()
    {
        FeedTiming timing = quick();
        timing.ackAfter = 60'000ms;
        Listener l(true, timing);
        QVERIFY(l.goesLive());
        for (int i = 0; i < 33; ++i) {
            l.happen(1);
            l.bench.server.pushStream();
        }
        QTRY_COMPARE(l.ids.size(), 33);
        QTRY_COMPARE(l.bench.server.acks, QList<qint64>({16, 32}));
    }

    void resumesWhereItStopped()
    {
        Listener l(true);
        QVERIFY(l.startsAfter(2));
        for (int round = 0; round < 3; ++round) {
            l.bench.server.goAway();
            QTRY_COMPARE(l.feed->mode(), FeedMode::waiting);
            l.happen(4);
            l.bench.server.listenAgain();
            QTRY_COMPARE(l.feed->mode(), FeedMode::live);
            QTRY_VERIFY(l.hasExactly(1, 6 + 4 * round));
        }
        QVERIFY(l.gaps.isEmpty());
        QVERIFY(l.bench.server.hellos.last().startsWith("e1:10:"));
    }

    void keepsThePlaceThroughStopAndStart()
    {
        Listener l(true);
        QVERIFY(l.startsAfter(2));
        l.feed->stop();
        QCOMPARE(l.feed->mode(), FeedMode::stopped);
        l.happen(2);
        l.feed->start();
        QTRY_VERIFY(l.hasExactly(1, 4));
    }

    void followsHolesThatRightsMake()
    {
        Listener l(true);
        l.bench.server.hides = [](qint64 seq) { return seq % 2 == 0; };
        l.happen(4);
        l.feed->start();
        QTRY_COMPARE(l.ids, QStringList({u"row1"_s, u"row3"_s}));
        l.bench.server.hides = [](qint64) { return true; };
        l.happen(3);
        l.bench.server.pushStream();
        QTRY_COMPARE(l.bench.server.acks.value(l.bench.server.acks.size() - 1), 7);
        l.bench.server.heartbeat();
        QCOMPARE(l.bench.server.hellos.size(), 1);
    }

    void saysHelloAgainWhenABatchIsMissing()
    {
        Listener l(true);
        QVERIFY(l.goesLive());
        l.happen(1);
        l.bench.server.beforeBatch = [&](QWebSocket &) {
            l.bench.server.sendRaw(R"({"type":"batch","from":7,"to":9,"cursor":"e1:9:00ff00ff00ff00ff","events":[]})");
        };
        l.bench.server.pushStream();
        QTRY_COMPARE(l.bench.server.hellos.size(), 2);
        QTRY_VERIFY(l.hasExactly(1, 1));
        QVERIFY(l.gaps.isEmpty());
    }

    void saysHelloAgainWhenAHeartbeatKnowsMore()
    {
        Listener l(true);
        QVERIFY(l.startsAfter(1));
        l.bench.server.sendRaw(R"({"type":"heartbeat","to":5,"head":5,"time":"2026-11-22T03:00:00.000Z"})");
        QTRY_COMPARE(l.bench.server.hellos.size(), 2);
    }

    void measuresTheClock()
    {
        Listener l(true);
        std::chrono::milliseconds ahead{0};
        QObject::connect(l.feed.get(), &Feed::clockSkewMeasured, l.feed.get(),
                         [&](std::chrono::milliseconds by) { ahead = by; });
        QVERIFY(l.goesLive());
        l.bench.server.heartbeat();
        const auto expected = *fromIso("2026-11-22T03:00:00.000Z") - l.bench.clock.now();
        QTRY_VERIFY(ahead != 0ms);
        QVERIFY(std::chrono::abs(ahead - expected) < 5s);
    }

    void dropsNonsenseAndResumes()
    {
        Listener l(true);
        QVERIFY(l.startsAfter(1));
        l.bench.server.sendRaw("{\"type\":\"batch\",\"from\":true}");
        QTRY_VERIFY(l.modes.contains(FeedMode::waiting));
        QTRY_COMPARE(l.feed->mode(), FeedMode::live);
        l.bench.server.sendRaw("{\"type\":\"of-a-later-version\"}");
        l.happen(1);
        l.bench.server.pushStream();
        QTRY_VERIFY(l.hasExactly(1, 2));
    }

    void endsAStreamThatFellSilent()
    {
        Listener l(true);
        l.bench.server.heartbeatMs = 100;
        QVERIFY(l.goesLive());
        QTRY_VERIFY(l.bench.server.hellos.size() >= 2);
    }

    void givesUpAHandshakeThatGetsNoAnswer()
    {
        FeedTiming timing = quick();
        timing.handshake = 50ms;
        Listener l(true, timing);
        l.bench.server.deaf = true;
        l.feed->start();
        QTRY_VERIFY(l.modes.contains(FeedMode::waiting));
        l.bench.server.deaf = false;
        QTRY_COMPARE(l.feed->mode(), FeedMode::live);
    }

    void goesOnAfterARestart()
    {
        Listener l(true);
        QVERIFY(l.startsAfter(1));
        l.happen(1);
        l.bench.server.socket->close(QWebSocketProtocol::CloseCode(1012));
        QTRY_VERIFY(l.hasExactly(1, 2));
        QVERIFY(!l.modes.contains(FeedMode::polling));
    }

    void drawsAGapForWhatTheServerNoLongerKeeps()
    {
        Listener l(true);
        QVERIFY(l.startsAfter(2));
        l.bench.server.goAway();
        QTRY_COMPARE(l.feed->mode(), FeedMode::waiting);
        l.happen(8);
        l.bench.server.closeNext = 4410;
        l.bench.server.closeReason = u"oldest="_s + QString::fromLatin1(l.bench.server.cursorAt(6));
        l.bench.server.listenAgain();
        QTRY_COMPARE(l.ids.size(), 6);
        QCOMPARE(l.ids.last(), u"row10"_s);
        QCOMPARE(l.gaps.size(), 1);
        QVERIFY(l.gaps.first().from.isValid());
        QVERIFY(l.gaps.first().to.isValid());
    }

    void stopsLoudlyWhenHistoryDiverged()
    {
        Listener l(true);
        QVERIFY(l.startsAfter(2));
        l.bench.server.closeNext = 4411;
        l.bench.server.socket->close(QWebSocketProtocol::CloseCode(1012));
        QTRY_COMPARE(l.feed->mode(), FeedMode::diverged);
        QCOMPARE(l.gaps.size(), 1);
        l.feed->start();  // a sign-in or a reconnection doesn't hush it up
        QCOMPARE(l.feed->mode(), FeedMode::diverged);
        l.bench.server.epoch = "e2";
        l.feed->acceptHistory();
        QTRY_COMPARE(l.feed->mode(), FeedMode::live);
        QCOMPARE(l.bench.server.hellos.last(), QByteArray("tail:200"));
        QTRY_COMPARE(l.ids.size(), 4);
    }

    void waitsForSignInWhenCredentialsEnded()
    {
        Listener l(true);
        QVERIFY(l.startsAfter(1));
        l.bench.server.userStatus = 401;
        l.bench.server.streams = false;
        l.bench.server.socket->close(QWebSocketProtocol::CloseCode(4401));
        QTRY_COMPARE(l.feed->mode(), FeedMode::waiting);
        QTRY_VERIFY(l.feed->detail() != u"The stream could not be opened."_s);  // it has been told why
        const auto hellos = l.bench.server.hellos.size();
        l.bench.server.userStatus = 200;
        l.bench.server.streams = true;
        l.happen(1);
        QTest::qWait(100);  // longer than any back-off here: nothing may be tried before the sign-in
        QCOMPARE(l.bench.server.hellos.size(), hellos);
        l.feed->start();
        QTRY_VERIFY(l.hasExactly(1, 2));
    }

    void pollsWhileTheStreamIsRefused()
    {
        Listener l(true);
        QVERIFY(l.startsAfter(3));
        l.bench.server.streams = false;
        l.bench.server.socket->close(QWebSocketProtocol::CloseCode(1012));
        QTRY_COMPARE(l.feed->mode(), FeedMode::polling);
        QVERIFY(!l.feed->detail().isEmpty());
        // The stream numbers its entries and so do pages of the same server.
        l.bench.server.streams = true;
        l.happen(2);
        QTRY_COMPARE(l.feed->mode(), FeedMode::live);
        QTRY_VERIFY(l.hasExactly(1, 5));
        l.happen(1);
        l.bench.server.pushStream();
        QTRY_VERIFY(l.hasExactly(1, 6));
    }

    void pollsWhenTooManyStreamsAreOpen()
    {
        Listener l(true);
        l.bench.server.closeNext = 4429;
        l.happen(3);
        l.feed->start();
        QTRY_VERIFY(l.modes.contains(FeedMode::polling));
        QTRY_VERIFY(l.hasExactly(1, 3));
        QTRY_COMPARE(l.feed->mode(), FeedMode::live);  // tried again by itself
        QVERIFY(l.hasExactly(1, 3));
    }

    void pollsServersWithoutAStream()
    {
        Listener l(false);
        l.happen(3);
        l.feed->start();
        QTRY_COMPARE(l.feed->mode(), FeedMode::polling);
        QTRY_VERIFY(l.hasExactly(1, 3));
        l.happen(2);
        QTRY_VERIFY(l.hasExactly(1, 5));
        QTRY_VERIFY(l.feed->ages().at(0).checkedAt.isValid());
        for (const auto &[at, page] : l.bench.server.asked.mid(1))
            QVERIFY2(page.contains(u"limit=20"), qPrintable(page));
    }

    void pollsEveryTeamAndSaysHowOldItsNewsIs()
    {
        Listener l(false);
        l.bench.server.addTeam(u"t1"_s);
        l.bench.server.addTeam(u"t2"_s);
        l.happen(1);
        l.happen(1, u"t1"_s);
        l.happen(1, u"t2"_s);
        l.feed->start();
        QTRY_COMPARE(l.ids.size(), 3);
        QCOMPARE(l.feed->ages().size(), std::size_t(3));
        QTRY_VERIFY(std::ranges::all_of(l.feed->ages(), [](const SourceAge &age) { return age.checkedAt.isValid(); }));
        l.bench.server.addTeam(u"t3"_s);
        l.happen(1, u"t3"_s);
        QTRY_COMPARE(l.ids.size(), 4);  // a team that came later
    }

    void asksATeamThatComesToTheScreenBeforeTheNextListing()
    {
        Listener l(false, listingRarely());
        QVERIFY(l.startsAfter(1));
        l.bench.server.addTeam(u"t1"_s);
        l.happen(1, u"t1"_s);
        l.feed->setFocus({u"t1"_s});
        QTRY_COMPARE(l.ids.size(), 2);
        QCOMPARE(l.feed->ages().size(), std::size_t(2));
    }

    void asksATeamThatTheLogSaysWasCreated()
    {
        Listener l(false, listingRarely());
        QVERIFY(l.startsAfter(1));
        l.bench.server.addTeam(u"t1"_s);
        l.happen(1, u"t1"_s);
        l.bench.server.happens({}, {}, "platform.team.created");
        QTRY_COMPARE(l.ids.size(), 3);
        QCOMPARE(l.feed->ages().size(), std::size_t(2));
    }

    void asksATeamThatWasCreatedBeforeTheLogWasReadFirst()
    {
        Listener l(false, listingRarely());
        l.bench.server.onListing = [&l] {
            l.bench.server.addTeam(u"t1"_s);
            l.happen(1, u"t1"_s);
            l.bench.server.happens({}, {}, "platform.team.created");
        };
        l.happen(1);
        l.feed->start();
        QTRY_COMPARE(l.ids.size(), 3);
        QCOMPARE(l.feed->ages().size(), std::size_t(2));
    }

    void pagesBackUntilItMeetsWhatItKnows()
    {
        Listener l(false);
        QVERIFY(l.startsAfter(5));
        l.bench.server.asked.clear();
        l.happen(170);  // all at once: more than eight pages of 20
        QTRY_VERIFY(l.hasExactly(1, 175));
        QVERIFY(l.gaps.isEmpty());
    }

    void findsRowsThatAreCommittedLate()
    {
        Listener l(false);
        const auto ago = [](int s) {
            return QDateTime::currentDateTimeUtc().addSecs(-s).toString(u"yyyy-MM-ddThh:mm:ss.zzzZ"_s).toLatin1();
        };
        l.bench.server.happens({}, ago(100));
        l.bench.server.happens({}, ago(10));
        l.feed->start();
        QTRY_VERIFY(l.hasExactly(1, 2));
        // Older than what was seen, and on its page only because pages are by time here.
        l.bench.server.happens({}, ago(20));
        auto &log = l.bench.server.logs[QString()];
        log.swapItemsAt(1, 2);
        QTRY_VERIFY(l.hasExactly(1, 3));
    }

    void skipsNothingWhenAPageFailsHalfway()
    {
        Listener l(false);
        QVERIFY(l.startsAfter(3));
        l.bench.server.status = 503;
        QTRY_COMPARE(l.feed->mode(), FeedMode::waiting);
        l.happen(60);
        l.bench.server.status = 200;
        QTRY_COMPARE(l.feed->mode(), FeedMode::polling);
        QTRY_VERIFY(l.hasExactly(1, 63));
    }

    void leavesSourcesAloneThatItMayNotRead()
    {
        Listener l(false);
        l.bench.server.addTeam(u"t1"_s);
        l.bench.server.refused = {u"platform"_s};
        l.happen(2, u"t1"_s);
        l.feed->start();
        QTRY_VERIFY(l.hasExactly(1, 2));
        QTRY_COMPARE(l.feed->ages().size(), std::size_t(1));
        QCOMPARE(std::ranges::count_if(l.bench.server.asked, [](const auto &a) { return a.second.startsWith(u'?'); }),
                 1);
        QCOMPARE(l.feed->mode(), FeedMode::polling);
    }

    void keepsToTheBudgetOfASlowServer()
    {
        FeedTiming timing = quick();
        timing.pollShare = 20;
        timing.sourcesAgain = 60'000ms;  // lists of teams are answered faster here
        Listener l(false, timing);
        l.bench.server.pageDelayMs = 40;
        l.happen(1);
        l.feed->start();
        QTRY_VERIFY(l.bench.server.asked.size() >= 4);
        for (qsizetype i = 2; i < l.bench.server.asked.size(); ++i) {
            const auto apart = l.bench.server.asked[i].first - l.bench.server.asked[i - 1].first;
            QVERIFY2(apart >= 190, qPrintable(QString::number(apart)));
        }
        QVERIFY(l.feed->pollInterval() >= 200ms);
    }

    void waitsForSignInWhilePolling()
    {
        Listener l(false);
        QVERIFY(l.startsAfter(1));
        l.bench.server.status = 401;
        QTRY_COMPARE(l.feed->mode(), FeedMode::waiting);
        const auto asked = l.bench.server.asked.size();
        l.bench.server.status = 200;
        l.happen(1);
        QTest::qWait(100);  // longer than any interval here
        QCOMPARE(l.bench.server.asked.size(), asked);
        l.feed->start();
        QTRY_VERIFY(l.hasExactly(1, 2));
    }

    void isSilentOnceStopped()
    {
        Listener l(false);
        QVERIFY(l.startsAfter(1));
        l.bench.server.pageDelayMs = 30;
        const auto asked = l.bench.server.asked.size();
        QTRY_VERIFY(l.bench.server.asked.size() > asked);  // a request is under way
        l.feed->stop();
        l.happen(1);
        QTest::qWait(80);
        QVERIFY(l.hasExactly(1, 1));
        l.feed->start();
        QTRY_VERIFY(l.hasExactly(1, 2));
    }
};

QTEST_GUILESS_MAIN(TestFeed)
#include "test_feed.moc"
