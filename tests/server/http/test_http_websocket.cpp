// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/utf8.h"
#include "tests/server/http/programs.h"
#include "tests/server/http/raw_client.h"
#include "tests/server/http/test_application.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace castellan;
using namespace castellan::http;
using namespace castellan::http::test;
using namespace std::chrono_literals;

namespace {

/// A frame as a client sends it: masked, here with zeros, so that what is written is what travels.
std::string frame(unsigned firstByte, const std::string &payload)
{
    std::string out(1, char(firstByte));
    const auto size = payload.size();
    if (size < 126) {
        out += char(0x80 | size);
    } else if (size < 65536) {
        out += char(0x80 | 126);
        out += char(size >> 8);
        out += char(size & 0xff);
    } else {
        out += char(0x80 | 127);
        for (int shift = 56; shift >= 0; shift -= 8)
            out += char(std::uint64_t(size) >> shift & 0xff);
    }
    return out + std::string(4, '\0') + payload;
}

constexpr unsigned fin = 0x80;
constexpr unsigned continuation = 0;
constexpr unsigned text = 1;
constexpr unsigned binary = 2;
constexpr unsigned goodbye = 8;
constexpr unsigned ping = 9;
constexpr unsigned pong = 10;

std::string handshake(std::uint16_t port, const std::string &path = "/socket", const std::string &more = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port) +
           "\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
           more + "\r\n";
}

/// The code of a close frame among the server's frames; 0 if there is none.
unsigned closeCodeIn(const std::string &frames)
{
    for (std::size_t at = 0; at + 2 <= frames.size();) {
        const auto opcode = unsigned(frames[at]) & 0x0f;
        const auto size = unsigned(frames[at + 1]) & 0x7f;
        if (size > 125)
            return 0;
        if (opcode == goodbye && size >= 2 && at + 4 <= frames.size())
            return unsigned(std::uint8_t(frames[at + 2])) << 8 | std::uint8_t(frames[at + 3]);
        at += 2 + size;
    }
    return 0;
}

}  // namespace

/// WebSockets at the level of frames, and with an independent client.
class TestHttpWebSocket : public QObject {
    Q_OBJECT

private:
    OpenSslRandom m_random;
    TestApplication m_application;
    NoLog m_log;
    std::unique_ptr<HttpServer> m_server;
    std::uint16_t m_port = 0;

    [[nodiscard]] std::optional<RawClient> open() const
    {
        RawClient client(m_port);
        client.send(handshake(m_port));
        if (client.answer(true).value_or(RawAnswer{}).status != 101)
            return std::nullopt;
        return client;
    }
    /// The same to a server with these limits, in place of the first one.
    [[nodiscard]] std::optional<RawClient> open(const Limits &limits)
    {
        m_server.reset();
        return serve(limits) != 0 ? open() : std::nullopt;
    }
    [[nodiscard]] bool echoes() const
    {
        auto client = open();
        if (!client)
            return false;
        client->send(frame(fin | text, "hello"));
        return client->bytes(7) == "\x81\x05hello";
    }
    [[nodiscard]] std::uint16_t serve(const Limits &limits)
    {
        m_server = std::make_unique<HttpServer>(plainListen(), limits, m_application, systemClock(), m_random, m_log);
        return m_port = m_server->start().value_or(Endpoint{}).port;
    }

private Q_SLOTS:
    void init() { QVERIFY(serve(Limits{}) != 0); }
    void cleanup() { m_server.reset(); }

    void opensWithTheAnswerOfTheStandard()
    {
        RawClient client(m_port);
        client.send(handshake(m_port, "/socket", "Sec-WebSocket-Protocol: audit.v1.json\r\n"));
        const auto answer = client.answer(true);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 101u);
        // RFC 6455, 1.3.
        QCOMPARE(answer->header("Sec-WebSocket-Accept"), std::string("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        QCOMPARE(answer->header("Sec-WebSocket-Protocol"), std::string("audit.v1.json"));
        QCOMPARE(answer->header("X-Content-Type-Options"), std::string("nosniff"));
        QVERIFY(!answer->header("X-Request-Id").empty());
        QVERIFY(answer->header("Server").find("Boost") == std::string::npos);
        QVERIFY(answer->header("Server").find('/') == std::string::npos);
        QCOMPARE(answer->count("Sec-WebSocket-Extensions"), std::size_t(0));
    }

    void refusesHandshakes_data()
    {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<unsigned>("status");
        const std::string begin = "GET /socket HTTP/1.1\r\nHost: localhost:PORT\r\n";
        const std::string up = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
        const std::string version = "Sec-WebSocket-Version: 13\r\n";
        const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        const auto row = [](const char *name, const std::string &bytes, unsigned status) {
            QTest::newRow(name) << bytes << status;
        };
        row("no key", begin + up + version + "\r\n", 400);
        row("key too short", begin + up + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\n\r\n", 400);
        row("key not in base64", begin + up + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j*Q==\r\n\r\n", 400);
        row("two keys", begin + up + version + key + key + "\r\n", 400);
        row("no version", begin + up + key + "\r\n", 426);
        row("old version", begin + up + key + "Sec-WebSocket-Version: 8\r\n\r\n", 426);
        row("two versions", begin + up + key + version + "Sec-WebSocket-Version: 8\r\n\r\n", 426);
        row("no Connection", begin + "Upgrade: websocket\r\n" + version + key + "\r\n", 400);
        row("HTTP/1.0", "GET /socket HTTP/1.0\r\nHost: localhost:PORT\r\n" + up + version + key + "\r\n", 400);
        row("POST", "POST /socket HTTP/1.1\r\nHost: localhost:PORT\r\n" + up + version + key + "\r\n", 400);
        row("body", begin + up + version + key + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 400);
        row("frame before the answer", begin + up + version + key + "\r\n" + frame(fin | text, "early"), 400);
        row("foreign origin", begin + up + version + key + "Origin: https://evil.example\r\n\r\n", 403);
        row("foreign host", "GET /socket HTTP/1.1\r\nHost: evil.example\r\n" + up + version + key + "\r\n", 421);
        row("refused by the application",
            "GET /refused HTTP/1.1\r\nHost: localhost:PORT\r\n" + up + version + key + "\r\n", 401);
        row("forgotten by the application",
            "GET /dropped HTTP/1.1\r\nHost: localhost:PORT\r\n" + up + version + key + "\r\n", 500);
    }
    void refusesHandshakes()
    {
        QFETCH(std::string, bytes);
        QFETCH(unsigned, status);
        if (const auto at = bytes.find("PORT"); at != std::string::npos)
            bytes.replace(at, 4, std::to_string(m_port));
        RawClient client(m_port);
        client.send(bytes);
        const auto answer = client.answer();
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, status);
        QCOMPARE(answer->header("Cache-Control"), std::string("no-store"));
        if (status == 426)
            QCOMPARE(answer->header("Sec-WebSocket-Version"), std::string("13"));
        QVERIFY(echoes());
    }

    void closesOnHostileFrames_data()
    {
        QTest::addColumn<std::string>("frames");
        QTest::addColumn<unsigned>("code");
        const auto row = [](const char *name, const std::string &frames, unsigned code) {
            QTest::newRow(name) << frames << code;
        };
        row("S-1 unmasked", "\x81\x05hello", 1002);
        row("S-1 first reserved bit", frame(fin | 0x40 | text, "a"), 1002);
        row("S-1 second reserved bit", frame(fin | 0x20 | text, "a"), 1002);
        row("S-1 third reserved bit", frame(fin | 0x10 | text, "a"), 1002);
        row("S-1 reserved opcode", frame(fin | 3, "a"), 1002);
        row("S-1 reserved control opcode", frame(fin | 11, "a"), 1002);
        row("S-1 control frame of 126 bytes", frame(fin | ping, std::string(126, 'a')), 1002);
        row("S-1 fragmented ping", frame(ping, "a"), 1002);
        row("fragmented close", frame(goodbye, "\x03\xe8"), 1002);
        row("S-1 bad UTF-8", frame(fin | text, "\xc0\xaf"), 1007);
        row("surrogate in UTF-8", frame(fin | text, "\xed\xa0\x80"), 1007);
        row("S-1 bad UTF-8 over two fragments", frame(text, "\xe2\x82") + frame(fin | continuation, "\x28"), 1007);
        row("UTF-8 that doesn't end", frame(fin | text, "a\xe2\x82"), 1007);
        row("S-1 close code 999", frame(fin | goodbye, "\x03\xe7"), 1002);
        row("S-1 close code 1005", frame(fin | goodbye, "\x03\xed"), 1002);
        row("close code 1006", frame(fin | goodbye, "\x03\xee"), 1002);
        row("S-1 close with half a code", frame(fin | goodbye, "\x03"), 1002);
        row("close with a reason of bad UTF-8", frame(fin | goodbye, "\x03\xe8\xff"), 1002);
        row("S-1 continuation of nothing", frame(fin | continuation, "a"), 1002);
        row("S-1 new message within a message", frame(text, "a") + frame(fin | text, "b"), 1002);
        row("length with the highest bit", std::string("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0", 14), 1009);
        row("length of an exabyte", std::string("\x81\xff\x10\0\0\0\0\0\0\0\0\0\0\0", 14), 1009);
        row("length of 16 bits for 5 bytes", std::string("\x81\xfe\0\x05\0\0\0\0hello", 13), 1002);
        row("S-1 message too long", frame(fin | text, std::string(65537, 'a')), 1009);
        row("message too long in fragments",
            frame(text, std::string(40000, 'a')) + frame(fin | continuation, std::string(40000, 'a')), 1009);
        row("binary message", frame(fin | binary, "a"), 1003);
    }
    void closesOnHostileFrames()
    {
        QFETCH(std::string, frames);
        QFETCH(unsigned, code);
        const auto ended = m_application.closeCodes().size();
        auto client = open();
        QVERIFY(client.has_value());
        client->send(frames);
        const auto answer = client->bytes(4, 3s);
        QCOMPARE(closeCodeIn(answer), code);
        client->close();
        QTRY_COMPARE(m_application.closeCodes().size(), ended + 1);
        QCOMPARE(unsigned(m_application.closeCodes().back()), code);
        QVERIFY(echoes());
    }

    void endsTheConnectionItself()
    {
        auto client = open();
        QVERIFY(client.has_value());
        client->send("\x81\x05hello");
        QCOMPARE(closeCodeIn(client->bytes(4)), 1002u);
        client->shutdownSend();
        QVERIFY(client->untilClosed(3s).has_value());
    }

    void takesAMessageAtTheLimit()
    {
        auto client = open();
        QVERIFY(client.has_value());
        const std::string longest(65536, 'a');
        client->send(frame(fin | text, longest));
        QCOMPARE(client->bytes(10 + longest.size()).substr(10), longest);
    }

    void joinsFragmentsAroundAPing()
    {
        auto client = open();
        QVERIFY(client.has_value());
        client->send(frame(text, "hel") + frame(fin | ping, "p") + frame(fin | continuation, "lo"));
        QCOMPARE(client->bytes(10), std::string("\x8a\x01p\x81\x05hello"));
    }

    void pingsAndCutsTheSilent()
    {
        auto client = open({.webSocketPing = 100ms, .webSocketSilence = 450ms});
        QVERIFY(client.has_value());
        QElapsedTimer timer;
        timer.start();
        const auto seen = client->untilClosed(5s);
        QVERIFY(seen.has_value());
        QVERIFY2(timer.elapsed() >= 400, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(seen->size() >= 4);
        QCOMPARE(seen->substr(0, 2), std::string("\x89\0", 2));
        QTRY_COMPARE(m_application.closeCodes().back(), std::uint16_t(1006));
    }

    void keepsWhoAnswersPings()
    {
        auto client = open({.webSocketPing = 60ms, .webSocketSilence = 300ms});
        QVERIFY(client.has_value());
        for (int i = 0; i < 12; ++i) {
            QCOMPARE(client->bytes(2), std::string("\x89\0", 2));
            client->send(frame(fin | pong, ""));
        }
        client->send(frame(fin | text, "still here"));
        QVERIFY(client->bytes(12).size() == 12);
    }

    void closesWithTheApplicationsCode()
    {
        auto client = open();
        QVERIFY(client.has_value());
        client->send(frame(fin | text, "bye"));
        const auto answer = client->bytes(14);
        QCOMPARE(closeCodeIn(answer), 4403u);
        QCOMPARE(answer.substr(4), std::string("right lost"));
        client->send(frame(fin | goodbye, "\x11\x33"));
        QVERIFY(client->untilClosed(3s).has_value());
        QTRY_COMPARE(m_application.closeCodes().back(), std::uint16_t(4403));
    }

    /// RFC 6455, 5.5.1: the reason is UTF-8. A client ends the connection with 1007 otherwise.
    void cutsAReasonAtTheBoundaryOfACharacter()
    {
        auto client = open();
        QVERIFY(client.has_value());
        client->send(frame(fin | text, "au revoir"));
        const auto answer = client->bytes(2 + 2 + 122);
        QCOMPARE(closeCodeIn(answer), 4403u);
        QCOMPARE(unsigned(answer[1]), 2 + 122u);
        QVERIFY(isUtf8(answer.substr(4)));
    }

    void cutsWhoDoesNotCloseInTurn()
    {
        auto client = open({.drain = 300ms});
        QVERIFY(client.has_value());
        client->send(frame(fin | text, "bye"));
        QVERIFY(client->untilClosed(3s).has_value());
    }

    void doesNotSendAMessageThatIsTooLong()
    {
        auto client = open();
        QVERIFY(client.has_value());
        client->send(frame(fin | text, "big"));
        QCOMPARE(closeCodeIn(client->bytes(4)), 1011u);
    }

    void tellsTheApplicationThatTheClientVanished()
    {
        auto client = open();
        QVERIFY(client.has_value());
        QTRY_VERIFY(m_application.socketsOpened > 0);
        const auto ended = m_application.closeCodes().size();
        client->reset();
        QTRY_COMPARE(m_application.closeCodes().size(), ended + 1);
        QCOMPARE(m_application.closeCodes().back(), std::uint16_t(1006));
    }

    void talksToAForeignClient()
    {
        QTemporaryDir folder;
        QFile script(folder.filePath(QStringLiteral("client.py")));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("import asyncio, sys, websockets\n"
                     "async def main():\n"
                     "    url = sys.argv[1]\n"
                     "    async with websockets.connect(url, subprotocols=['audit.v1.json'], max_size=None) as ws:\n"
                     "        assert ws.subprotocol == 'audit.v1.json'\n"
                     "        for text in ['hello', '', '\\u00e4\\u20ac\\U0001f3f0', 'x' * 65536]:\n"
                     "            await ws.send(text)\n"
                     "            assert await ws.recv() == text\n"
                     "        await ws.send(['in ', 'three ', 'parts'])\n"
                     "        assert await ws.recv() == 'in three parts'\n"
                     "        await (await ws.ping())\n"
                     "        await ws.send('flood')\n"
                     "        for i in range(1000):\n"
                     "            assert await ws.recv() == 'flood %d' % i\n"
                     "        assert await ws.recv() == 'drained, pending 0'\n"
                     "        await ws.send('bye')\n"
                     "        try:\n"
                     "            await ws.recv()\n"
                     "        except websockets.ConnectionClosed as closed:\n"
                     "            assert (closed.code, closed.reason) == (4403, 'right lost')\n"
                     "    async with websockets.connect(url) as ws:\n"
                     "        await ws.close(3001, 'own code')\n"
                     "    print('all well')\n"
                     "asyncio.run(main())\n");
        script.close();
        const auto ended = m_application.closeCodes().size();
        const auto ran = run(QStringLiteral("/usr/bin/python3"),
                             {script.fileName(), QStringLiteral("ws://127.0.0.1:%1/socket").arg(m_port)});
        QVERIFY2(ran.output.trimmed() == "all well", ran.errors.constData());
        QTRY_COMPARE(m_application.closeCodes().size(), ended + 2);
        QCOMPARE(m_application.closeCodes().back(), std::uint16_t(3001));
    }

    void f94TalksToAForeignClientOverTls()
    {
        QTemporaryDir folder;
        const auto certificate = folder.filePath(QStringLiteral("c.crt"));
        const auto key = folder.filePath(QStringLiteral("c.key"));
        QCOMPARE(run(QStringLiteral("openssl"),
                     {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-nodes"),
                      QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                      QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-subj"), QStringLiteral("/CN=x"),
                      QStringLiteral("-addext"), QStringLiteral("subjectAltName=IP:127.0.0.1"),
                      QStringLiteral("-keyout"), key, QStringLiteral("-out"), certificate})
                     .exitCode,
                 0);
        Listen listen;
        listen.tls = Tls{
            .certificate = certificate.toStdString(), .key = key.toStdString(), .allowTls12 = false, .clientCa = {}};
        HttpServer server(std::move(listen), Limits{}, m_application, systemClock(), m_random, m_log);
        const auto endpoint = server.start();
        QVERIFY(endpoint.has_value());
        QFile script(folder.filePath(QStringLiteral("client.py")));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("import asyncio, ssl, sys, websockets\n"
                     "async def main():\n"
                     "    context = ssl.create_default_context(cafile=sys.argv[2])\n"
                     "    async with websockets.connect(sys.argv[1], ssl=context) as ws:\n"
                     "        for text in ['hello', 'x' * 65536]:\n"
                     "            await ws.send(text)\n"
                     "            assert await ws.recv() == text\n"
                     "        await ws.send('flood')\n"
                     "        for i in range(1001):\n"
                     "            await ws.recv()\n"
                     "    print('all well')\n"
                     "asyncio.run(main())\n");
        script.close();
        const auto ran =
            run(QStringLiteral("/usr/bin/python3"),
                {script.fileName(), QStringLiteral("wss://127.0.0.1:%1/socket").arg(endpoint->port), certificate});
        QVERIFY2(ran.output.trimmed() == "all well", ran.errors.constData());
        server.stop();
    }

    /// RFC 6455, 7.1.1: the server ends the TCP connection once both have sent a close frame. The client's can come in
    /// one piece with messages that crossed the server's.
    void endsTheConnectionWhenTheClosesCross_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<unsigned>("control");
        for (int before = 0; before < 8; ++before) {
            const auto name = std::to_string(before) + " messages, ";
            QTest::newRow((name + "close").c_str()) << before << 0u;
            QTest::newRow((name + "ping, close").c_str()) << before << ping;
            QTest::newRow((name + "pong, close").c_str()) << before << pong;
        }
    }
    void endsTheConnectionWhenTheClosesCross()
    {
        QFETCH(int, before);
        QFETCH(unsigned, control);
        auto client = open({.drain = 30s});
        QVERIFY(client.has_value());
        auto sent = frame(fin | text, "bye");
        for (int i = 0; i < before; ++i)
            sent += frame(fin | text, "hello");
        if (control != 0)
            sent += frame(fin | control, "");
        client->send(sent + frame(fin | goodbye, "\x11\x33"));
        QVERIFY(client->untilClosed(3s).has_value());
    }

    void endsAPeerThatBreaksTheProtocolWhileItIsClosed_data()
    {
        QTest::addColumn<std::string>("after");
        QTest::newRow("at once") << frame(fin | 3, "reserved") + "\x81\x05hello";
        // The message is read while the close is written; what follows makes the two wait for each other.
        QTest::newRow("after another message") << frame(fin | text, "hello") + ":nonsense";
        QTest::newRow("after another message, in two parts") << frame(text, "hel") + frame(fin | ping, "") + "\xff";
    }
    void endsAPeerThatBreaksTheProtocolWhileItIsClosed()
    {
        QFETCH(std::string, after);
        Limits limits;
        limits.drain = 200ms;
        limits.webSocketPing = 20ms;
        m_server.reset();
        QVERIFY(serve(limits) != 0);
        const auto ended = m_application.closeCodes().size();
        for (int i = 0; i < 8; ++i) {
            auto client = open();
            QVERIFY(client.has_value());
            client->send(frame(fin | text, "bye") + after);
            QVERIFY(client->untilClosed(3s).has_value());
        }
        QTRY_COMPARE(m_application.closeCodes().size(), ended + 8);
        // Nothing of them keeps the server from its end.
        QElapsedTimer timer;
        timer.start();
        m_server.reset();
        QVERIFY(timer.elapsed() < 2000);
    }

    void survivesMutatedFrames()
    {
        const auto base = frame(text, "hel") + frame(fin | ping, "p") + frame(fin | continuation, "lo") +
                          frame(fin | text, "\xe2\x82\xac") + frame(fin | goodbye, "\x03\xe8");
        std::uint32_t state = 42;
        const auto next = [&state] { return state = state * 1664525u + 1013904223u, state >> 8; };
        for (int round = 0; round < 1000; ++round) {
            auto bytes = base;
            for (auto edits = next() % 4 + 1; edits > 0; --edits)
                bytes[next() % bytes.size()] = char(next());
            auto client = open();
            QVERIFY(client.has_value());
            client->send(bytes);
            client->shutdownSend();
            QVERIFY(client->untilClosed(5s).has_value());
        }
        QVERIFY(echoes());
    }
};

QTEST_GUILESS_MAIN(TestHttpWebSocket)
#include "test_http_websocket.moc"
