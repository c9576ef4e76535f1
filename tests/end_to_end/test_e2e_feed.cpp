// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/castellan_platform.h"
#include "client/connectors/detect.h"
#include "client/feed/live_feed.h"
#include "client/transport/transport.h"
#include "tests/client/await.h"
#include "tests/client/servers/system_world.h"
#include "tests/end_to_end/live_server.h"

#include <QTest>

using namespace castellan;
using namespace castellan::client;
using namespace castellan::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// The console's side of one server, from address to feed.
struct Console {
    explicit Console(const LiveServer &server)
        : transport(
              [&] {
                  Endpoint endpoint;
                  endpoint.base = QUrl(server.url());
                  endpoint.userAgent = "test";
                  endpoint.dialect = own::dialect();
                  return endpoint;
              }(),
              clock, random)
    {
    }
    [[nodiscard]] Result<records::User> connect(const LiveServer &server)
    {
        auto detected = await(detect(transport));
        if (!detected)
            return fail(detected.error());
        platform = makePlatform(transport, *detected);
        auto user = await(platform->identity().useToken(Secret(server.adminToken().toStdString())));
        FeedTiming timing;
        timing.backOffFirst = 50ms;
        timing.backOffMost = 200ms;
        feed = makeFeed(*platform, clock, random, timing);
        QObject::connect(feed.get(), &Feed::arrived, feed.get(), [this](const EventRecords &events) {
            for (const auto &event : events)
                rows.append(event.sequence);
        });
        QObject::connect(feed.get(), &Feed::gap, feed.get(), [this] { ++gaps; });
        return user;
    }
    /// Connects, and waits for the stream.
    [[nodiscard]] bool goesLive(const LiveServer &server)
    {
        if (!connect(server))
            return false;
        feed->start();
        return QTest::qWaitFor([this] { return feed->mode() == FeedMode::live; });
    }

    SystemClock clock;
    OpenSslRandom random;
    Transport transport;
    std::unique_ptr<Platform> platform;
    std::unique_ptr<Feed> feed;
    QList<qint64> rows;
    int gaps = 0;
};

}  // namespace

class TestFeedEndToEnd : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seesWhatHappensWithinASecond()
    {
        LiveServer server;
        QVERIFY(server.init());
        Console console(server);
        QVERIFY(console.goesLive(server));
        QTRY_COMPARE(console.rows, server.table());
        server.act(1);
        server.endActs();
        QTRY_COMPARE_WITH_TIMEOUT(console.rows, server.table(), 1000);
    }

    void resumesWithoutAGapOrADoubleWhenTheServerIsKilled()
    {
        LiveServer server;
        QVERIFY(server.init());
        Console console(server);
        QVERIFY(console.goesLive(server));
        for (int round = 0; round < 4; ++round) {
            const auto before = server.acknowledged();
            server.act(100'000);
            QTRY_VERIFY_WITH_TIMEOUT(server.acknowledged() >= before + 20, 20'000);
            server.kill();
            server.endActs();
            QTRY_VERIFY(console.feed->mode() != FeedMode::live);
            QVERIFY(server.start());
            QTRY_COMPARE_WITH_TIMEOUT(console.feed->mode(), FeedMode::live, 10'000);
        }
        QTRY_COMPARE_WITH_TIMEOUT(console.rows, server.table(), 10'000);
        QCOMPARE(console.gaps, 0);
    }

    void theServerProvesWhoItIs()
    {
        LiveServer server;
        QVERIFY(server.init());
        Console console(server);
        const auto key = await(console.transport.whoAnswers());
        OK(key);
        QCOMPARE(key->size(), 64);
        console.transport.pinIdentity(*key);
        QVERIFY(console.goesLive(server));
        server.kill();
        QTRY_VERIFY(console.feed->mode() != FeedMode::live);
        QVERIFY(server.start());
        QTRY_COMPARE_WITH_TIMEOUT(console.feed->mode(), FeedMode::live, 10'000);
        QCOMPARE(await(console.transport.whoAnswers()).value_or(QString()), *key);
    }

    void waitsWhenItsTokenIsRevoked()
    {
        LiveServer server;
        QVERIFY(server.init());
        Console console(server);
        QVERIFY(console.goesLive(server));
        const auto tokens = server.admin().get(u"/api/v1/user/tokens"_s).json()[u"tokens"_s].toArray();
        for (const auto &token : tokens)
            QVERIFY(
                server.admin().send("DELETE", u"/api/v1/user/tokens/"_s + token.toObject()[u"id"_s].toString()).status <
                300);
        QTRY_COMPARE_WITH_TIMEOUT(console.feed->mode(), FeedMode::waiting, 2000);
    }
};

QTEST_GUILESS_MAIN(TestFeedEndToEnd)
#include "test_e2e_feed.moc"
