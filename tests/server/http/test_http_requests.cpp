// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/http/served.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace castellan;
using namespace castellan::http;
using namespace castellan::http::test;
using namespace std::chrono_literals;

namespace {

const std::string good = "GET /static HTTP/1.1\r\nHost: localhost:PORT\r\n";

QJsonObject objectOf(const RawAnswer &answer)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
}

}  // namespace

/// Requests over raw sockets: what is malformed is refused with its status and the server lives on; what is odd but
/// right works.
class TestHttpRequests : public QObject {
    Q_OBJECT

private:
    Served m_served;

    /// A connection over which these bytes were sent.
    [[nodiscard]] RawClient sent(const std::string &bytes) const
    {
        RawClient client(m_served.port);
        client.send(m_served.withPort(bytes));
        return client;
    }
    [[nodiscard]] bool livesOn() const
    {
        const auto answer = m_served.ask(good + "\r\n");
        return answer && answer->status == 200;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_served.port != 0);
        QCOMPARE(m_served.url, "http://127.0.0.1:" + std::to_string(m_served.port));
    }

    void refusesMalformed_data()
    {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<unsigned>("status");
        const std::string host = "Host: localhost:PORT\r\n";
        const std::string post = "POST /x HTTP/1.1\r\n" + host + "Content-Type: application/json\r\n";
        const auto row = [](const char *name, const std::string &bytes, unsigned status) {
            QTest::newRow(name) << bytes << status;
        };
        row("S-1 unknown transfer coding that ends like chunked", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            400);
        row("transfer coding before chunked", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501);
        row("chunked twice", post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400);
        row("chunked not last", post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400);
        row("two transfer encodings",
            post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400);
        row("transfer encoding with a tab and quotes", post + "Transfer-Encoding: \t\"chunked\"\r\n\r\n0\r\n\r\n", 400);
        row("S-1 folded header line", good + "X-Long: a\r\n b\r\n\r\n", 400);
        row("folded first header line", "GET / HTTP/1.1\r\n Host: localhost:PORT\r\n\r\n", 400);
        row("S-1 no Host", "GET / HTTP/1.1\r\n\r\n", 400);
        row("no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 400);
        row("S-1 two Hosts", good + host + "\r\n", 400);
        row("S-1 transfer encoding and content length",
            post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
        row("S-1 two content lengths that differ", post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 400);
        row("list of content lengths", post + "Content-Length: 2, 3\r\n\r\n{}", 400);
        row("S-1 content length not a number", post + "Content-Length: two\r\n\r\n{}", 400);
        row("S-1 content length with a sign", post + "Content-Length: +2\r\n\r\n{}", 400);
        row("S-1 negative content length", post + "Content-Length: -2\r\n\r\n{}", 400);
        row("content length in hexadecimal", post + "Content-Length: 0x2\r\n\r\n{}", 400);
        row("content length beyond 64 bits", post + "Content-Length: 18446744073709551618\r\n\r\n{}", 400);
        row("empty content length", post + "Content-Length: \r\n\r\n{}", 400);
        row("S-1 bare LF after the request line", "GET / HTTP/1.1\nHost: localhost:PORT\n\n", 400);
        row("bare LF after a header", good + "X-A: b\nX-C: d\r\n\r\n", 400);
        row("bare CR in a header", good + "X-A: b\rX-C: d\r\n\r\n", 400);
        row("S-1 space before the colon", "GET / HTTP/1.1\r\nHost : localhost:PORT\r\n\r\n", 400);
        row("space in a header's name", good + "X A: b\r\n\r\n", 400);
        row("header without a name", good + ": b\r\n\r\n", 400);
        row("S-1 header without a colon", good + "nonsense\r\n\r\n", 400);
        row("S-1 NUL in a header", good + std::string("X-A: b\0c\r\n\r\n", 12), 400);
        row("control character in a header",
            good + "X-A: b\x01"
                   "c\r\n\r\n",
            400);
        row("DEL in a header",
            good + "X-A: b\x7f"
                   "c\r\n\r\n",
            400);
        row("NUL in the target", std::string("GET /a\0b HTTP/1.1\r\n", 19) + host + "\r\n", 400);
        row("byte from 0x80 in the target", "GET /\xc3\xa4 HTTP/1.1\r\n" + host + "\r\n", 400);
        row("huge chunk", post + "Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n", 413);
        row("chunk size beyond 64 bits", post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", 400);
        row("S-1 negative chunk size", post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n", 400);
        row("S-1 chunk size not a number", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400);
        row("chunk longer than it says", post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}}\r\n0\r\n\r\n", 400);
        row("endless chunk extension", post + "Transfer-Encoding: chunked\r\n\r\n2;" + std::string(20000, 'x'), 400);
        row("chunk with bare LF", post + "Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n" + std::string(5000, 'a'),
            400);
        row("S-1 HTTP/0.9", "GET /\r\n", 400);
        row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
        row("S-1 HTTP/3.0", "GET / HTTP/3.0\r\n" + host + "\r\n", 505);
        row("HTTP/1.2", "GET / HTTP/1.2\r\n" + host + "\r\n", 505);
        row("version in small letters", "GET / http/1.1\r\n" + host + "\r\n", 400);
        row("version with more digits", "GET / HTTP/1.10\r\n" + host + "\r\n", 400);
        row("TLS on the plain port", std::string("\x16\x03\x01\x02\x00\x01", 6), 400);
        row("absolute target of another host", "GET http://evil.example/ HTTP/1.1\r\n" + host + "\r\n", 400);
        row("target without a slash", "GET static HTTP/1.1\r\n" + host + "\r\n", 400);
        row("asterisk for GET", "GET * HTTP/1.1\r\n" + host + "\r\n", 400);
        row("fragment", "GET /a#b HTTP/1.1\r\n" + host + "\r\n", 400);
        row("two spaces in the request line", "GET  / HTTP/1.1\r\n" + host + "\r\n", 400);
        row("tab in the request line", "GET\t/ HTTP/1.1\r\n" + host + "\r\n", 400);
        row("request line too long", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 414);
        row("S-1 request line of a megabyte", "GET /" + std::string(1 << 20, 'a') + " HTTP/1.1\r\n" + host + "\r\n",
            414);
        row("headers too large", good + "X-A: " + std::string(17000, 'a') + "\r\n\r\n", 431);
        row("S-1 headers of a megabyte", good + "X-A: " + std::string(1 << 20, 'a') + "\r\n\r\n", 431);
        std::string fields = good;
        for (int i = 0; i < 64; ++i)
            fields += "X-" + std::to_string(i) + ": a\r\n";
        row("too many fields", fields + "\r\n", 431);
        std::string many = good;
        for (int i = 0; i < 10'000; ++i)
            many += "a:b\r\n";
        row("S-1 ten thousand fields", many + "\r\n", 431);
        row("HTTP/1.0 with a transfer encoding",
            "POST /x HTTP/1.0\r\n" + host +
                "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400);
        row("Expect of something else", post + "Content-Length: 2\r\nExpect: miracles\r\n\r\n{}", 417);
        row("method of no token", "G@T / HTTP/1.1\r\n" + host + "\r\n", 400);
        row("unknown method", "BREW / HTTP/1.1\r\n" + host + "\r\n", 501);
        row("TRACE", "TRACE / HTTP/1.1\r\n" + host + "\r\n", 405);
        row("CONNECT", "CONNECT localhost:PORT HTTP/1.1\r\n" + host + "\r\n", 400);
        row("F130 body too large by its length", post + "Content-Length: 104857600\r\n\r\n{", 413);
        row("F130 body of one byte too many", post + "Content-Length: 1048577\r\n\r\n{", 413);
        row("F130 body too large for a login",
            "POST /login HTTP/1.1\r\n" + host + "Content-Type: application/json\r\nContent-Length: 65537\r\n\r\n{",
            413);
        row("F126 encoded slash", "GET /a%2Fb HTTP/1.1\r\n" + host + "\r\n", 400);
        row("F126 dot segment", "GET /a/../b HTTP/1.1\r\n" + host + "\r\n", 400);
        row("F126 encoded dot segment", "GET /a/%2e%2E/b HTTP/1.1\r\n" + host + "\r\n", 400);
        row("single dot segment", "GET /a/./b HTTP/1.1\r\n" + host + "\r\n", 400);
        row("empty segment", "GET /a//b HTTP/1.1\r\n" + host + "\r\n", 400);
        row("two slashes at the end", "GET /a// HTTP/1.1\r\n" + host + "\r\n", 400);
        row("two slashes at the beginning", "GET //a HTTP/1.1\r\n" + host + "\r\n", 400);
        row("F126 backslash", "GET /a\\b HTTP/1.1\r\n" + host + "\r\n", 400);
        row("F126 encoded NUL", "GET /a%00b HTTP/1.1\r\n" + host + "\r\n", 400);
        row("encoded line feed", "GET /a%0ab HTTP/1.1\r\n" + host + "\r\n", 400);
        row("bad percent sign", "GET /a%zz HTTP/1.1\r\n" + host + "\r\n", 400);
        row("percent sign at the end", "GET /a%2 HTTP/1.1\r\n" + host + "\r\n", 400);
        row("F126 overlong UTF-8", "GET /%c0%af HTTP/1.1\r\n" + host + "\r\n", 400);
        row("encoded NUL in the query", "GET /a?b=%00 HTTP/1.1\r\n" + host + "\r\n", 400);
        row("bad percent sign in the query", "GET /a?b=%g1 HTTP/1.1\r\n" + host + "\r\n", 400);
    }
    void refusesMalformed()
    {
        QFETCH(std::string, bytes);
        QFETCH(unsigned, status);
        const auto before = m_served.application.handled.load();
        const auto answer = m_served.ask(bytes);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, status);
        QCOMPARE(m_served.application.handled.load(), before);
        const auto object = objectOf(*answer);
        QVERIFY(!object[QStringLiteral("code")].toString().isEmpty());
        QVERIFY(!object[QStringLiteral("error")].toString().isEmpty());
        QCOMPARE(object[QStringLiteral("requestId")].toString().toStdString(), answer->header("X-Request-Id"));
        QCOMPARE(answer->header("X-Content-Type-Options"), std::string("nosniff"));
        QVERIFY(livesOn());
    }

    void closesAfterMalformed()
    {
        auto client = sent("GET / HTTP/1.1\r\nHost : x\r\n\r\n" + good + "\r\n");
        const auto answer = client.answer();
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 400u);
        QCOMPARE(answer->header("Connection"), std::string("close"));
        QCOMPARE(client.untilClosed(), std::optional<std::string>(""));
    }

    void givesEveryRequestItsOwnId()
    {
        auto client = sent(good + "\r\n" + good + "\r\n");
        const auto first = client.answer();
        const auto second = client.answer();
        QVERIFY(first && second);
        QVERIFY(first->header("X-Request-Id") != second->header("X-Request-Id"));
    }

    void accepts_data()
    {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("body");
        const std::string host = "Host: localhost:PORT\r\n";
        const std::string post = "POST /x HTTP/1.1\r\n" + host + "Content-Type: application/json\r\n";
        const auto row = [](const char *name, const std::string &bytes, const char *path, const char *body = "") {
            QTest::newRow(name) << bytes << QString::fromUtf8(path) << QString::fromUtf8(body);
        };
        row("root", "GET / HTTP/1.1\r\n" + host + "\r\n", "/");
        row("trailing slash", "GET /a/b/ HTTP/1.1\r\n" + host + "\r\n", "/a/b");
        row("encoded letters", "GET /%61/%C3%A4%20b HTTP/1.1\r\n" + host + "\r\n", "/a/\xc3\xa4 b");
        row("decoded once only", "GET /%2561 HTTP/1.1\r\n" + host + "\r\n", "/%61");
        row("dots in a name", "GET /...a/.b HTTP/1.1\r\n" + host + "\r\n", "/...a/.b");
        row("absolute target of this host", "GET http://localhost:PORT/a HTTP/1.1\r\n" + host + "\r\n", "/a");
        row("empty line before the request", "\r\nGET /a HTTP/1.1\r\n" + host + "\r\n", "/a");
        row("host in capitals, by address", "GET /a HTTP/1.1\r\nHOST: 127.0.0.1:PORT\r\n\r\n", "/a");
        row("host with a tab before it", "GET /a HTTP/1.1\r\nHost:\tlocalhost:PORT \r\n\r\n", "/a");
        row("one large header", "GET /a HTTP/1.1\r\n" + host + "X-A: " + std::string(15000, 'a') + "\r\n\r\n", "/a");
        row("body", post + "Content-Length: 2\r\n\r\n{}", "/x", "{}");
        row("body with a charset",
            "PUT /x HTTP/1.1\r\n" + host +
                "Content-Type: application/json; charset=UTF-8\r\nContent-Length: 2\r\n\r\n{}",
            "/x", "{}");
        row("empty body", "POST /x HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n", "/x");
        row("chunked body", post + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1;a=b\r\n}\r\n0\r\n\r\n", "/x", "{}");
        row("chunked body with a trailer",
            post + "Transfer-Encoding: Chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Trailer: 1\r\n\r\n", "/x", "{}");
        row("F130 body at the limit", post + "Content-Length: 1048576\r\n\r\n" + std::string(1048576, ' '), "/x",
            "1048576");
        row("upgrade to something else", "GET /a HTTP/1.1\r\n" + host + "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
            "/a");
    }
    void accepts()
    {
        QFETCH(std::string, bytes);
        QFETCH(QString, path);
        QFETCH(QString, body);
        const auto answer = m_served.ask(bytes);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 200u);
        const auto object = objectOf(*answer);
        QCOMPARE(object[QStringLiteral("path")].toString(), path);
        QCOMPARE(object[QStringLiteral("body")].toString(), body);
        // Bytes after the body must not be taken for a header.
        QCOMPARE(object[QStringLiteral("trailer")].toBool(), false);
    }

    void decodesTheQuery()
    {
        const auto answer =
            m_served.ask("GET /q?a=1&b=%C3%A4+%2B&a=2&&flag&=x HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n");
        QVERIFY(answer.has_value());
        const auto query = objectOf(*answer)[QStringLiteral("query")].toArray();
        QCOMPARE(
            QString::fromUtf8(QJsonDocument(query).toJson(QJsonDocument::Compact)),
            QString::fromUtf8("[[\"a\",\"1\"],[\"b\",\"\xc3\xa4 +\"],[\"a\",\"2\"],[\"flag\",\"\"],[\"\",\"x\"]]"));
    }

    /// RFC 9110, 5.5 allows any byte from 0x80 in a field; the rest of the server is promised UTF-8 (RFC 3629).
    void repairsHeadersThatAreNotUtf8_data()
    {
        QTest::addColumn<std::string>("sent");
        QTest::addColumn<std::string>("received");
        const auto row = [](const char *name, const std::string &sent, const std::string &received) {
            QTest::newRow(name) << sent << received;
        };
        row("no lead byte", "a\xff", "a\uFFFD");
        row("lone lead byte", "\xc3", "\uFFFD");
        row("overlong", "\xc0\xaf", "\uFFFD\uFFFD");
        row("surrogate", "\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD");
        row("UTF-8", "Müller/1", "Müller/1");
        row("cut within a character", std::string(511, 'a') + "ä", std::string(511, 'a'));
    }

    void repairsHeadersThatAreNotUtf8()
    {
        QFETCH(std::string, sent);
        QFETCH(std::string, received);
        const auto answer = m_served.ask("GET /x HTTP/1.1\r\nHost: localhost:PORT\r\nUser-Agent: " + sent + "\r\n\r\n");
        QVERIFY(answer.has_value());
        QCOMPARE(objectOf(*answer).value(QStringLiteral("client")).toString().toStdString(), received);
    }

    void answersHeadWithoutABody()
    {
        auto client = sent("HEAD /static HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n" + good + "\r\n");
        const auto head = client.answer(true);
        QVERIFY(head.has_value());
        QCOMPARE(head->header("Content-Length"), std::string("17"));
        const auto next = client.answer();
        QVERIFY(next.has_value());
        QCOMPARE(next->body, std::string("{\"status\":\"okay\"}"));
    }

    void answersOptionsForTheServer()
    {
        const auto answer = m_served.ask("OPTIONS * HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n");
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 204u);
        QVERIFY(!answer->header("Allow").empty());
        QCOMPARE(answer->count("Content-Length"), std::size_t(0));
    }

    void saysContinueBeforeItReadsTheBody()
    {
        auto client = sent("POST /x HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Type: application/json\r\n"
                           "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(client.bytes(25), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
        client.send("{}");
        QCOMPARE(client.answer().value_or(RawAnswer{}).status, 200u);
    }

    void refusesInsteadOfContinuing()
    {
        auto client = sent("POST /x HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Type: application/json\r\n"
                           "Content-Length: 20000000\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(client.answer().value_or(RawAnswer{}).status, 413u);
    }

    void refusesALargeBodySoThatTheClientSeesIt()
    {
        auto client = sent("POST /x HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Type: application/json\r\n"
                           "Content-Length: 20000000\r\n\r\n");
        for (int i = 0; i < 10 && client.send(std::string(65536, ' ')); ++i) {
        }
        QCOMPARE(client.answer().value_or(RawAnswer{}).status, 413u);
    }

    void answersPipelinedRequestsInOrder()
    {
        RawClient client(m_served.port);
        std::string all;
        for (int i = 0; i < 50; ++i)
            all += "POST /p" + std::to_string(i) +
                   " HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Type: application/json\r\n" +
                   "Content-Length: 2\r\n\r\n{}";
        client.send(m_served.withPort(all));
        for (int i = 0; i < 50; ++i) {
            const auto answer = client.answer();
            QVERIFY(answer.has_value());
            QCOMPARE(objectOf(*answer)[QStringLiteral("path")].toString(), QStringLiteral("/p%1").arg(i));
        }
    }

    void takesARequestByteByByte()
    {
        RawClient client(m_served.port);
        for (const char c :
             m_served.withPort("POST /x HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Type: application/json\r\n"
                               "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"))
            QVERIFY(client.send(std::string_view(&c, 1)));
        const auto answer = client.answer();
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 200u);
        QCOMPARE(objectOf(*answer)[QStringLiteral("body")].toString(), QStringLiteral("{}"));
    }

    void closesOrKeepsTheConnectionAsAsked_data()
    {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<bool>("keeps");
        QTest::addColumn<std::string>("connection");
        QTest::newRow("1.1") << good + "\r\n" << true << std::string();
        QTest::newRow("1.1, close") << good + "Connection: close\r\n\r\n" << false << std::string("close");
        QTest::newRow("1.0") << std::string("GET /static HTTP/1.0\r\nHost: localhost:PORT\r\n\r\n") << false
                             << std::string("close");
        QTest::newRow("1.0, keep-alive")
            << std::string("GET /static HTTP/1.0\r\nHost: localhost:PORT\r\nConnection: keep-alive\r\n\r\n") << true
            << std::string("keep-alive");
    }
    void closesOrKeepsTheConnectionAsAsked()
    {
        QFETCH(std::string, bytes);
        QFETCH(bool, keeps);
        QFETCH(std::string, connection);
        auto client = sent(bytes);
        const auto answer = client.answer();
        QVERIFY(answer.has_value());
        QCOMPARE(answer->header("Connection"), connection);
        if (keeps) {
            client.send(m_served.withPort(good + "\r\n"));
            QVERIFY(client.answer().has_value());
        } else {
            QVERIFY(client.untilClosed().has_value());
        }
    }

    void keepsTheConnectionAfterARefusalThatIsCertain()
    {
        auto client = sent("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n" + good + "\r\n");
        QCOMPARE(client.answer().value_or(RawAnswer{}).status, 421u);
        QCOMPARE(client.answer().value_or(RawAnswer{}).status, 200u);
    }

    void answersFromAnyThread()
    {
        RawClient client(m_served.port);
        for (int i = 0; i < 20; ++i) {
            client.send(m_served.withPort("GET /thread HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n"));
            const auto answer = client.answer();
            QVERIFY(answer.has_value());
            QCOMPARE(answer->status, 200u);
        }
    }

    void answersOnce()
    {
        auto client = sent("GET /twice HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n" + good + "\r\n");
        QCOMPARE(client.answer().value_or(RawAnswer{}).body, std::string("{\"answer\":1}"));
        QCOMPARE(client.answer().value_or(RawAnswer{}).body, std::string("{\"status\":\"okay\"}"));
    }

    void answersForAHandlerThatFails_data()
    {
        QTest::addColumn<std::string>("path");
        QTest::newRow("reply dropped") << std::string("/drop");
        QTest::newRow("exception") << std::string("/throw");
        QTest::newRow("header that would split the answer") << std::string("/split");
    }
    void answersForAHandlerThatFails()
    {
        QFETCH(std::string, path);
        const auto answer = m_served.ask("GET " + path + " HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n");
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 500u);
        QCOMPARE(objectOf(*answer)[QStringLiteral("code")].toString(), QStringLiteral("internal"));
        QCOMPARE(answer->count("Set-Cookie"), std::size_t(0));
        QVERIFY(livesOn());
    }

    void keepsItsOwnHeadersItsOwn()
    {
        const auto answer = m_served.ask("GET /engines-own HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n");
        QVERIFY(answer.has_value());
        QCOMPARE(answer->count("Server"), std::size_t(0));
        QCOMPARE(answer->count("Cache-Control"), std::size_t(1));
        QCOMPARE(answer->header("Cache-Control"), std::string("no-store"));
        QCOMPARE(answer->header("X-Own"), std::string("yes"));
    }

    void leavesTheBodyOutOf204()
    {
        auto client = sent("GET /nothing HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n" + good + "\r\n");
        const auto answer = client.answer();
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 204u);
        QCOMPARE(answer->count("Content-Length"), std::size_t(0));
        QCOMPARE(client.answer().value_or(RawAnswer{}).status, 200u);
    }

    void survivesAClientThatLeavesBeforeItsAnswer()
    {
        auto client = sent("GET /hold HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n");
        QTRY_COMPARE(m_served.application.heldCount(), std::size_t(1));
        client.reset();
        for (auto &reply : m_served.application.takeHeld())
            reply({.body = std::string(1 << 20, 'x')});
        QVERIFY(livesOn());
    }

    void ignoresCookiesBesideAuthorization()
    {
        const auto cookie = m_served.ask("GET /c HTTP/1.1\r\nHost: localhost:PORT\r\nCookie: a=1; sid=abc\r\n\r\n");
        const auto both = m_served.ask("GET /c HTTP/1.1\r\nHost: localhost:PORT\r\nCookie: sid=abc\r\n"
                                       "Authorization: Bearer x\r\n\r\n");
        QVERIFY(cookie && both);
        QCOMPARE(objectOf(*cookie)[QStringLiteral("cookie")].toString(), QStringLiteral("abc"));
        QCOMPARE(objectOf(*both)[QStringLiteral("cookie")].toString(), QStringLiteral("none"));
    }

    void survivesMutatedRequests()
    {
        const auto base =
            m_served.withPort("POST /x?a=%20b HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Type: application/json\r\n"
                              "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        std::uint32_t state = 20260101;
        const auto next = [&state] { return state = state * 1664525u + 1013904223u, state >> 8; };
        bool given = false;
        const int wanted = qEnvironmentVariableIntValue("CASTELLAN_MUTATIONS", &given);
        for (int round = 0; round < (given ? wanted : 3000); ++round) {
            auto bytes = base;
            for (auto edits = next() % 3 + 1; edits > 0; --edits) {
                const auto at = next() % bytes.size();
                switch (next() % 3) {
                case 0:
                    bytes[at] = char(next());
                    break;
                case 1:
                    bytes.erase(at, next() % 8);
                    break;
                default:
                    bytes.insert(at, std::string(next() % 8, char(next())));
                }
            }
            RawClient client(m_served.port);
            QVERIFY(client.send(bytes));
            client.shutdownSend();
            QVERIFY(client.untilClosed().has_value());
        }
        QVERIFY(livesOn());
    }
};

QTEST_GUILESS_MAIN(TestHttpRequests)
#include "test_http_requests.moc"
