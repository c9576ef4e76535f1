// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/http/served.h"

#include <QElapsedTimer>
#include <QTest>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <ctime>
#include <deque>
#include <thread>

using namespace castellan;
using namespace castellan::http;
using namespace castellan::http::test;
using namespace std::chrono_literals;

namespace {

std::string postHead(const Served &served, std::size_t length, const std::string &path = "/x")
{
    return "POST " + path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(served.port) +
           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
}

std::string upgrade(const Served &served, const std::string &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(served.port) +
           "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
}

/// Leaves the process only `left` descriptors to open, while it lives.
class DescriptorsGone {
public:
    explicit DescriptorsGone(std::size_t left)
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit low = m_before;
        low.rlim_cur = 128;
        ::setrlimit(RLIMIT_NOFILE, &low);
        for (int descriptor = ::dup(0); descriptor >= 0; descriptor = ::dup(0))
            m_taken.push_back(descriptor);
        for (; left > 0; --left) {
            ::close(m_taken.back());
            m_taken.pop_back();
        }
    }
    ~DescriptorsGone()
    {
        for (const int descriptor : m_taken)
            ::close(descriptor);
        ::setrlimit(RLIMIT_NOFILE, &m_before);
    }
    DescriptorsGone(const DescriptorsGone &) = delete;
    DescriptorsGone &operator=(const DescriptorsGone &) = delete;

private:
    rlimit m_before{};
    std::vector<int> m_taken;
};

/// Sends `piece` again and again until the server has had enough; how long that took.
qint64 millisecondsUntilCut(RawClient &client, const std::string &piece, std::chrono::milliseconds every)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 10'000) {
        client.send(piece);
        if (client.untilClosed(every) || !client.connected())
            break;
    }
    return timer.elapsed();
}

}  // namespace

/// The limits of the engine, with shorter times.
class TestHttpLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cutsASlowHeadAtItsDeadline()
    {
        const Served served({.headerDeadline = 400ms});
        RawClient client(served.port);
        client.send("GET / HTTP/1.1\r\nX-Slow: ");
        const auto took = millisecondsUntilCut(client, "a", 30ms);
        QVERIFY2(took >= 350 && took < 3000, qPrintable(QString::number(took)));
    }

    void saysThatAHeadWasTooSlow()
    {
        const Served served({.headerDeadline = 200ms});
        RawClient client(served.port);
        client.send("GET / HTTP/1.1\r\nX-Slow: ");
        const auto answer = client.answer();
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 408u);
        QVERIFY(client.untilClosed().has_value());
    }

    void closesASilentConnectionWithoutAWord()
    {
        const Served served({.headerDeadline = 200ms});
        RawClient client(served.port);
        QCOMPARE(client.untilClosed(), std::optional<std::string>(""));
    }

    void closesAnIdleConnection()
    {
        const Served served({.keepAlive = 300ms});
        RawClient client(served.port);
        client.send(served.get("/static"));
        QVERIFY(client.answer().has_value());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(client.untilClosed(), std::optional<std::string>(""));
        QVERIFY(timer.elapsed() >= 250);
    }

    void givesTheSecondHeadADeadlineToo()
    {
        const Served served({.headerDeadline = 300ms});
        RawClient client(served.port);
        client.send(served.get("/static"));
        QVERIFY(client.answer().has_value());
        client.send("GET");
        const auto answer = client.answer();
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 408u);
    }

    void f130BodiesAreAsLargeAsTheTableSays()
    {
        const Served served({.body = 1000, .anonymousBody = 100});
        const auto status = [&](const std::string &path, std::size_t length, const std::string &body) {
            RawClient client(served.port);
            client.send(postHead(served, length, path) + body);
            const auto answer = client.answer();
            return answer ? answer->status : 0;
        };
        QCOMPARE(status("/login", 100, std::string(100, ' ')), 200U);
        QCOMPARE(status("/x", 1000, std::string(1000, ' ')), 200U);
        // Answered by the head alone: the body isn't there yet.
        QCOMPARE(status("/login", 101, ""), 413U);
        QCOMPARE(status("/x", 1001, ""), 413U);
        QCOMPARE(status("/unknown", 100, std::string(100, ' ')), 200U);
        QCOMPARE(status("/unknown", 101, ""), 413U);
        const auto inChunks = [&](const std::string &path, std::size_t length) {
            auto head = postHead(served, 0, path);
            const std::string_view said = "Content-Length: 0";
            head.replace(head.find(said), said.size(), "Transfer-Encoding: chunked");
            RawClient client(served.port);
            client.send(head + QByteArray::number(qsizetype(length), 16).toStdString() + "\r\n" +
                        std::string(length, ' ') + "\r\n0\r\n\r\n");
            const auto answer = client.answer();
            return answer ? answer->status : 0;
        };
        QCOMPARE(inChunks("/x", 1000), 200U);
        QCOMPARE(inChunks("/unknown", 100), 200U);
        QCOMPARE(inChunks("/unknown", 101), 413U);
    }

    void cutsABodyThatComesTooSlowly()
    {
        Limits limits;
        limits.bodyDeadline = 1200ms;  // of which 200 ms are given before the rate counts
        const Served served(limits);
        RawClient client(served.port);
        client.send(postHead(served, 100'000));
        const auto answer = client.answer(false, 1000ms);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 408u);
    }

    void cutsABodyThatNeverEnds()
    {
        const Served served({.bodyDeadline = 600ms});
        RawClient client(served.port);
        client.send(postHead(served, 1'000'000));
        const auto took = millisecondsUntilCut(client, std::string(2000, ' '), 20ms);
        QVERIFY2(took >= 550 && took < 4000, qPrintable(QString::number(took)));
    }

    void takesABodyThatIsSlowEnoughButWithinItsTime()
    {
        const Served served({.bodyDeadline = 6000ms, .bodyBytesPerSecond = 100});
        RawClient client(served.port);
        client.send(postHead(served, 200));
        for (int i = 0; i < 20; ++i) {
            QVERIFY(!client.untilClosed(60ms).has_value());
            client.send(std::string(10, ' '));
        }
        const auto answer = client.answer();
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 200u);
    }

    void cutsAClientThatDoesNotReadItsAnswer()
    {
        const Served served({.bodyDeadline = 300ms, .connectionsPerAddress = 1});
        RawClient client(served.port, "127.0.3.1");
        client.send(served.get("/large"));
        // Its place is free again, although it never closes.
        unsigned seen = 0;  // asked once more after success, the place of the last try might not be free yet
        QTRY_VERIFY_WITH_TIMEOUT(seen == 200u || (seen = served.status("/static", "127.0.3.1")) == 200u, 5000);
        // The kernel does not keep the rest of the response for it.
        QVERIFY(client.isReset(3s));
    }

    void forgetsWhatAnIdleClientHasNotRead()
    {
        const Served served({.keepAlive = 300ms});
        RawClient reads(served.port, "127.0.3.2");
        reads.send(served.get("/static"));
        RawClient client(served.port, "127.0.3.2");
        client.receiveLittle();
        client.send(served.get("/hundreds"));  // so few that the kernel takes all of them
        QVERIFY(client.isReset(5s));
        // A client that reads gets an ordinary response.
        QVERIFY(reads.answer().has_value());
        QVERIFY(reads.untilClosed().has_value());
        QVERIFY(!reads.isReset(0ms));
    }

    void limitsConnectionsPerAddress()
    {
        const Served served({.connectionsPerAddress = 4});
        std::deque<RawClient> held;
        for (int i = 0; i < 4; ++i)
            QVERIFY(served.hold(held, "/static", "127.0.1.1"));
        RawClient fifth(served.port, "127.0.1.1");
        const auto refused = fifth.answer();
        QVERIFY(refused.has_value());
        QCOMPARE(refused->status, 429u);
        QVERIFY(!refused->header("Retry-After").empty());
        QVERIFY(fifth.untilClosed().has_value());
        QCOMPARE(served.status("/static", "127.0.1.2"), 200u);
        held.pop_front();
        unsigned seen = 0;  // asked once more after success, the place of the last try might not be free yet
        QTRY_VERIFY_WITH_TIMEOUT(seen == 200u || (seen = served.status("/static", "127.0.1.1")) == 200u, 5000);
    }

    void limitsNoTrustedProxyByItsAddress()
    {
        Served served({.connections = 12, .connectionsPerAddress = 4});
        served.application.proxy = "127.0.1.1";
        std::deque<RawClient> held;
        for (int i = 0; i < 12; ++i)
            QVERIFY(served.hold(held, "/static", "127.0.1.1"));
        // The total is reached, so the connection that has been idle longest makes room.
        RawClient last(served.port, "127.0.1.2");
        QVERIFY(held.front().untilClosed().has_value());
    }

    void keepsRoomForTheAnonymousBesideTheAuthenticated()
    {
        const Served served({.connectionsPerAddress = 3});
        std::deque<RawClient> signedIn;
        for (int i = 0; i < 3; ++i)
            QVERIFY(served.hold(signedIn, "/signed-in", "127.0.1.1"));
        std::deque<RawClient> anonymous;
        for (int i = 0; i < 3; ++i)
            QVERIFY(served.hold(anonymous, "/static", "127.0.1.1"));
        QCOMPARE(served.status("/static", "127.0.1.1"), 429u);
        // The authenticated connections are still open.
        signedIn.front().send(served.get("/static"));
        QCOMPARE(signedIn.front().answer().value_or(RawAnswer{}).status, 200u);
        // Authenticated connections are limited, too: the next one still counts as anonymous.
        anonymous.front().send(served.get("/signed-in"));
        QCOMPARE(anonymous.front().answer().value_or(RawAnswer{}).status, 200u);
        QCOMPARE(served.status("/static", "127.0.1.1"), 429u);
    }

    void makesRoomByClosingWhoSaysNothing()
    {
        const Served served({.connections = 5});
        std::deque<RawClient> silent;
        for (int i = 0; i < 5; ++i)
            silent.emplace_back(served.port, "127.0.2." + std::to_string(i + 1));
        QCOMPARE(served.status("/static", "127.0.1.9"), 200u);
        QCOMPARE(silent.front().untilClosed(), std::optional<std::string>(""));
        silent.back().send(served.get("/static"));
        QCOMPARE(silent.back().answer().value_or(RawAnswer{}).status, 200u);
    }

    void saysWhyItRefusesInACrowdToo()
    {
        const Served served(Limits{.preparedConnections = 300});
        std::deque<RawClient> crowd;
        for (int i = 0; i < 300; ++i)
            crowd.emplace_back(served.port, "127.0.2." + std::to_string(i / 60 + 1));
        for (int i = 0; i < 10; ++i) {
            RawClient client(served.port, "127.0.1.9");
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: " + std::string(60'000, 'a') + "\r\n\r\n");
            QCOMPARE(client.answer().value_or(RawAnswer{}).status, 431u);
            QCOMPARE(client.untilClosed(), std::optional<std::string>(""));
        }
        // Those who only wait keep their places.
        crowd.front().send(served.get("/static"));
        QCOMPARE(crowd.front().answer().value_or(RawAnswer{}).status, 200u);
    }

    void refusesWhenAllConnectionsAreBusy()
    {
        Served served({.connections = 3});
        std::deque<RawClient> busy;
        for (int i = 0; i < 3; ++i) {
            busy.emplace_back(served.port, "127.0.2." + std::to_string(i + 1));
            busy.back().send(served.get("/hold"));
        }
        QTRY_COMPARE(served.application.heldCount(), std::size_t(3));
        QCOMPARE(served.status("/static", "127.0.1.9"), 429u);
        for (auto &reply : served.application.takeHeld())
            reply({.body = "{}"});
        QCOMPARE(busy.front().answer().value_or(RawAnswer{}).status, 200u);
    }

    void limitsAnonymousWebSocketsPerAddress()
    {
        const Served served({.anonymousWebSocketsPerAddress = 2});
        std::deque<RawClient> sockets;
        const auto ask = [&](const std::string &path, const std::string &from) {
            sockets.emplace_back(served.port, from);
            sockets.back().send(upgrade(served, path));
            return sockets.back().answer().value_or(RawAnswer{}).status;
        };
        QCOMPARE(ask("/socket", "127.0.1.1"), 101u);
        QCOMPARE(ask("/socket", "127.0.1.1"), 101u);
        QCOMPARE(ask("/socket", "127.0.1.1"), 429u);
        QCOMPARE(ask("/signed-in", "127.0.1.1"), 101u);
        QCOMPARE(ask("/socket", "127.0.1.2"), 101u);
        sockets.pop_front();
        unsigned again = 0;
        QTRY_VERIFY(again == 101 || (again = ask("/socket", "127.0.1.1")) == 101);
    }

    void waitsWhenDescriptorsRunOut()
    {
        const Served served(Limits{});
        std::optional<RawClient> client;
        double used = 0;
        {
            const DescriptorsGone gone(1);
            // The kernel connects it; the server has no descriptor to accept it with.
            client.emplace(served.port);
            client->send(served.get("/static"));
            const auto before = std::clock();
            QVERIFY(!client->answer(false, 500ms).has_value());
            used = double(std::clock() - before) / CLOCKS_PER_SEC;
        }
        QVERIFY2(used < 0.2, qPrintable(QString::number(used)));
        QCOMPARE(client->answer().value_or(RawAnswer{}).status, 200u);
    }

    void endsRunningRequestsBeforeItStops()
    {
        Served served(Limits{});
        RawClient idle(served.port);
        idle.send(served.get("/static"));
        QVERIFY(idle.answer().has_value());
        RawClient busy(served.port);
        busy.send(served.get("/hold"));
        QTRY_COMPARE(served.application.heldCount(), std::size_t(1));

        std::thread stopping([&] { served.server.stop(); });
        QCOMPARE(idle.untilClosed(), std::optional<std::string>(""));
        QVERIFY(!RawClient(served.port).connected());
        for (auto &reply : served.application.takeHeld())
            reply({.body = "{\"late\":true}"});
        const auto answer = busy.answer();
        stopping.join();
        QVERIFY(answer.has_value());
        QCOMPARE(answer->body, std::string("{\"late\":true}"));
        QCOMPARE(answer->header("Connection"), std::string("close"));
    }

    void stopsThoughARequestIsNeverAnswered()
    {
        Limits limits;
        limits.drain = 200ms;
        std::vector<Reply> late;
        {
            Served served(limits);
            RawClient busy(served.port);
            busy.send(served.get("/hold"));
            QTRY_COMPARE(served.application.heldCount(), std::size_t(1));
            RawClient half(served.port);
            half.send("GET / HT");
            QElapsedTimer timer;
            timer.start();
            served.server.stop();
            QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
            QVERIFY(busy.untilClosed().has_value());
            late = served.application.takeHeld();
        }
        // The server is gone; its answer has nowhere to go.
        for (auto &reply : late)
            reply({.body = "{}"});
    }

    void stopsAtOnceWhenNothingGoesOn()
    {
        Served served(Limits{});
        RawClient idle(served.port);
        QElapsedTimer timer;
        timer.start();
        served.server.stop();
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        served.server.stop();
    }

    void tellsWebSocketsThatItRestarts()
    {
        Served served(Limits{});
        RawClient client(served.port);
        client.send(upgrade(served, "/socket"));
        QCOMPARE(client.answer().value_or(RawAnswer{}).status, 101u);
        QTRY_COMPARE(served.application.socketsOpened.load(), std::size_t(1));
        std::thread stopping([&] { served.server.stop(); });
        const auto head = client.bytes(4);
        // A client's close frame, masked with zeros, with the same code.
        client.send(std::string("\x88\x82\0\0\0\0\x03\xf4", 8));
        stopping.join();
        QCOMPARE(QByteArray::fromStdString(head).toHex().left(2), QByteArray("88"));
        QCOMPARE(QByteArray::fromStdString(head).mid(2).toHex(), QByteArray("03f4"));
        QCOMPARE(served.application.closeCodes(), std::vector<std::uint16_t>{1012});
    }

    void startsAndStopsManyTimesInOneProcess()
    {
        Served other(Limits{});
        for (int i = 0; i < 30; ++i) {
            Served served(Limits{});
            QVERIFY(served.port != other.port);
            QCOMPARE(served.status("/thread"), 200u);
            served.server.stop();
            QVERIFY(served.server.start().has_value());
        }
        QCOMPARE(other.status("/static"), 200u);
    }

    void answersWhileSlowClientsHangOn()
    {
        const Served served({.connectionsPerAddress = 600});
        rlimit files{};
        ::getrlimit(RLIMIT_NOFILE, &files);
        const auto count = std::min<rlim_t>(500, files.rlim_cur / 2 - 60);
        std::deque<RawClient> slow;
        for (rlim_t i = 0; i < count; ++i) {
            slow.emplace_back(served.port, "127.0.5." + std::to_string(i % 250 + 1));
            QVERIFY(slow.back().connected());
            slow.back().send(i % 2 == 0 ? "GET / HTTP/1.1\r\nX-A: " : postHead(served, 1'000'000));
        }
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 50; ++i)
            QCOMPARE(served.status("/static"), 200u);
        QVERIFY2(timer.elapsed() / 50 < 50, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestHttpLimits)
#include "test_http_limits.moc"
