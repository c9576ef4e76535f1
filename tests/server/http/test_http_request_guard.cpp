// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/http/programs.h"
#include "tests/server/http/raw_client.h"
#include "tests/server/http/test_application.h"

#include <QTest>

#include <unistd.h>

using namespace castellan;
using namespace castellan::http;
using namespace castellan::http::test;

namespace {

const auto launchKey = QStringLiteral("5f9c1d0a7e3b48266a1f0c9d8e7b6a5f5f9c1d0a7e3b48266a1f0c9d8e7b6a5f");

QStringList header(const QString &line)
{
    return {QStringLiteral("-H"), line};
}

}  // namespace

/// The request guard, driven with curl: one test for each rule.
class TestHttpRequestGuard : public QObject {
    Q_OBJECT

private:
    OpenSslRandom m_random;
    TestApplication m_application;
    NoLog m_log;
    std::unique_ptr<HttpServer> m_open;
    std::unique_ptr<HttpServer> m_embedded;
    std::uint16_t m_openPort = 0;
    std::uint16_t m_embeddedPort = 0;

    [[nodiscard]] QString open(const QString &path = QStringLiteral("/static")) const
    {
        return QStringLiteral("http://127.0.0.1:%1%2").arg(m_openPort).arg(path);
    }
    [[nodiscard]] QString embedded() const { return QStringLiteral("http://127.0.0.1:%1/static").arg(m_embeddedPort); }
    /// Starts another server, which ends at once.
    [[nodiscard]] Result<Endpoint> startAt(const std::string &address, std::uint16_t port = 0)
    {
        auto listen = plainListen();
        listen.address = address;
        listen.port = port;
        return HttpServer(std::move(listen), Limits{}, m_application, systemClock(), m_random, m_log).start();
    }
    [[nodiscard]] int statusOf(const QStringList &arguments) const { return curl(arguments).status; }

private Q_SLOTS:
    void initTestCase()
    {
        auto listen = plainListen();
        listen.publicHosts = {"console.example.org", "other.example.org:8443"};
        listen.allowedOrigins = {"https://console.example.org", "http://plain.example.org:80"};
        m_open =
            std::make_unique<HttpServer>(std::move(listen), Limits{}, m_application, systemClock(), m_random, m_log);
        const auto endpoint = m_open->start();
        QVERIFY(endpoint.has_value());
        m_openPort = endpoint->port;

        auto guarded = plainListen();
        guarded.launchKey = Secret(launchKey.toStdString());
        m_embedded =
            std::make_unique<HttpServer>(std::move(guarded), Limits{}, m_application, systemClock(), m_random, m_log);
        const auto second = m_embedded->start();
        QVERIFY(second.has_value());
        m_embeddedPort = second->port;
    }

    void tellsTheApplicationWhatItTurnedDown()
    {
        using Refused = std::vector<std::pair<ErrorCode, std::string>>;
        (void)m_application.takeRefused();
        QCOMPARE(statusOf({open()}), 200);
        QVERIFY(m_application.takeRefused().empty());
        QCOMPARE(statusOf(QStringList{open()} + header(QStringLiteral("Host: evil.example"))), 421);
        QCOMPARE(statusOf(QStringList{open()} + header(QStringLiteral("Origin: https://evil.example"))), 403);
        QCOMPARE(statusOf({embedded()}), 403);
        QCOMPARE(statusOf({open(), QStringLiteral("--request"), QStringLiteral("B@D")}), 400);
        const auto refused = m_application.takeRefused();
        const Refused expected{{ErrorCode::misdirected, "127.0.0.1"},
                               {ErrorCode::origin_refused, "127.0.0.1"},
                               {ErrorCode::launch_key_missing, "127.0.0.1"},
                               {ErrorCode::invalid_request, "127.0.0.1"}};
        QVERIFY(refused == expected);
    }

    void answersOnlyUnderItsNames_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("status");
        QTest::newRow("127.0.0.1") << QStringLiteral("127.0.0.1:PORT") << 200;
        QTest::newRow("localhost") << QStringLiteral("localhost:PORT") << 200;
        QTest::newRow("localhost in capitals") << QStringLiteral("LOCALHOST:PORT") << 200;
        QTest::newRow("the loopback address where another may listen") << QStringLiteral("[::1]:PORT") << 421;
        QTest::newRow("localhost without the port") << QStringLiteral("localhost") << 421;
        QTest::newRow("localhost with another port") << QStringLiteral("localhost:1") << 421;
        QTest::newRow("public host") << QStringLiteral("console.example.org") << 200;
        QTest::newRow("public host at any port") << QStringLiteral("Console.Example.org:9000") << 200;
        QTest::newRow("public host with its port") << QStringLiteral("other.example.org:8443") << 200;
        QTest::newRow("fully qualified public host") << QStringLiteral("console.example.org.") << 200;
        QTest::newRow("fully qualified localhost") << QStringLiteral("localhost.:PORT") << 200;
        QTest::newRow("public host with an empty port") << QStringLiteral("console.example.org:") << 200;
        QTest::newRow("only a dot") << QStringLiteral(".") << 421;
        QTest::newRow("two dots at the end") << QStringLiteral("console.example.org..") << 421;
        QTest::newRow("public host with another port") << QStringLiteral("other.example.org:8444") << 421;
        QTest::newRow("foreign host") << QStringLiteral("evil.example:PORT") << 421;
        QTest::newRow("host that ends like ours") << QStringLiteral("evil-console.example.org") << 421;
        QTest::newRow("host that begins like ours") << QStringLiteral("localhost.evil.example:PORT") << 421;
        QTest::newRow("user before the host") << QStringLiteral("localhost:PORT@evil.example") << 421;
        QTest::newRow("port that is no number") << QStringLiteral("localhost:80x") << 421;
        QTest::newRow("port beyond 16 bits") << QStringLiteral("localhost:99999") << 421;
        QTest::newRow("unclosed bracket") << QStringLiteral("[::1:PORT") << 421;
    }
    void answersOnlyUnderItsNames()
    {
        QFETCH(QString, host);
        QFETCH(int, status);
        host.replace(QStringLiteral("PORT"), QString::number(m_openPort));
        QCOMPARE(statusOf(header(QStringLiteral("Host: ") + host) + QStringList{open()}), status);
    }

    void f121RefusesPagesOfOtherOrigins_data()
    {
        QTest::addColumn<QStringList>("headers");
        QTest::addColumn<int>("status");
        const auto origin = [](const char *value) {
            return header(QStringLiteral("Origin: ") + QString::fromUtf8(value));
        };
        const auto site = [](const char *value) {
            return header(QStringLiteral("Sec-Fetch-Site: ") + QString::fromUtf8(value));
        };
        QTest::newRow("no page") << QStringList() << 200;
        QTest::newRow("foreign origin") << origin("https://evil.example") << 403;
        QTest::newRow("null origin") << origin("null") << 403;
        QTest::newRow("empty origin") << QStringList{QStringLiteral("-H"), QStringLiteral("Origin;")} << 403;
        QTest::newRow("allowed origin") << origin("https://console.example.org") << 200;
        QTest::newRow("origin with its scheme's port") << origin("https://console.example.org:443") << 200;
        QTest::newRow("origin allowed with its scheme's port") << origin("http://plain.example.org") << 200;
        QTest::newRow("allowed origin at another port") << origin("https://console.example.org:80") << 403;
        QTest::newRow("allowed origin without TLS") << origin("http://console.example.org") << 403;
        QTest::newRow("allowed and foreign origin")
            << origin("https://console.example.org") + origin("https://evil.example") << 403;
        QTest::newRow("cross-site") << site("cross-site") << 403;
        QTest::newRow("same-site") << site("same-site") << 403;
        QTest::newRow("same-origin") << site("same-origin") << 200;
        QTest::newRow("typed by a person") << site("none") << 200;
        QTest::newRow("cross-site from an allowed origin")
            << origin("https://console.example.org") + site("cross-site") << 200;
        QTest::newRow("safe method with a cookie")
            << header(QStringLiteral("Cookie: sid=x")) + origin("https://evil.example") << 403;
        QTest::newRow("upgrade") << header(QStringLiteral("Connection: Upgrade")) +
                                        header(QStringLiteral("Upgrade: websocket")) +
                                        header(QStringLiteral("Sec-WebSocket-Version: 13")) +
                                        header(QStringLiteral("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")) +
                                        origin("https://evil.example")
                                 << 403;
    }
    void f121RefusesPagesOfOtherOrigins()
    {
        QFETCH(QStringList, headers);
        QFETCH(int, status);
        const auto answer = curl(headers + QStringList{open()});
        QCOMPARE(answer.status, status);
        if (status == 403) {
            QVERIFY(answer.text.contains("\"code\":\"origin_refused\""));
            QVERIFY(!answer.text.contains("Access-Control-Allow-Origin"));
        }
    }

    void tellsABrowserWhichOriginMayCall()
    {
        const auto asked = curl(QStringList{QStringLiteral("-X"), QStringLiteral("OPTIONS")} +
                                header(QStringLiteral("Origin: https://console.example.org")) +
                                header(QStringLiteral("Access-Control-Request-Method: PUT")) + QStringList{open()});
        QCOMPARE(asked.status, 204);
        QVERIFY(asked.text.contains("Access-Control-Allow-Origin: https://console.example.org\r\n"));
        QVERIFY(asked.text.contains("Vary: Origin\r\n"));
        QVERIFY(!asked.text.contains("Allow-Credentials"));
    }

    void takesOnlyJsonBodies_data()
    {
        QTest::addColumn<QStringList>("headers");
        QTest::addColumn<int>("status");
        const auto type = [](const char *value) {
            return header(QStringLiteral("Content-Type: ") + QString::fromUtf8(value));
        };
        QTest::newRow("json") << type("application/json") << 200;
        QTest::newRow("json with charset") << type("application/json; charset=utf-8") << 200;
        QTest::newRow("json with an empty parameter") << type("application/json;") << 200;
        QTest::newRow("json with empty parameters") << type("application/json; ;charset=\"UTF-8\" ; ") << 200;
        QTest::newRow("json with an unknown parameter") << type("application/json; odata.metadata=none") << 200;
        QTest::newRow("json with a charset in quotes of another")
            << type("application/json; a=\"\\\";charset=x\"") << 200;
        QTest::newRow("json in another charset after a parameter")
            << type("application/json; a=b; Charset=latin1") << 415;
        QTest::newRow("json in another charset") << type("application/json; charset=utf-16") << 415;
        QTest::newRow("form, as a foreign page can send it") << type("application/x-www-form-urlencoded") << 415;
        QTest::newRow("text, as a foreign page can send it") << type("text/plain") << 415;
        QTest::newRow("something that begins like json") << type("application/json-seq") << 415;
        QTest::newRow("no type") << QStringList{QStringLiteral("-H"), QStringLiteral("Content-Type:")} << 415;
        QTest::newRow("compressed") << type("application/json") + header(QStringLiteral("Content-Encoding: gzip"))
                                    << 415;
    }
    void takesOnlyJsonBodies()
    {
        QFETCH(QStringList, headers);
        QFETCH(int, status);
        QCOMPARE(statusOf(headers + QStringList{QStringLiteral("-d"), QStringLiteral("{}"), open()}), status);
    }

    void servesOnlyWhoKnowsTheLaunchKey_data()
    {
        QTest::addColumn<QStringList>("headers");
        QTest::addColumn<int>("status");
        const auto key = [](const QString &value) { return header(QStringLiteral("X-Castellan-Launch: ") + value); };
        QTest::newRow("right key") << key(launchKey) << 200;
        QTest::newRow("no key") << QStringList() << 403;
        QTest::newRow("wrong key") << key(QString(64, QLatin1Char('0'))) << 403;
        QTest::newRow("beginning of the key") << key(launchKey.left(63)) << 403;
        QTest::newRow("key and more") << key(launchKey + QLatin1Char('0')) << 403;
        QTest::newRow("right and wrong key") << key(launchKey) + key(QStringLiteral("0")) << 403;
        // Before anything else: who doesn't know the key doesn't learn which names or origins would do.
        QTest::newRow("no key, foreign host") << header(QStringLiteral("Host: evil.example")) << 403;
        QTest::newRow("right key, foreign host")
            << key(launchKey) + header(QStringLiteral("Host: evil.example")) << 421;
    }
    void servesOnlyWhoKnowsTheLaunchKey()
    {
        QFETCH(QStringList, headers);
        QFETCH(int, status);
        const auto before = m_application.handled.load();
        const auto answer = curl(headers + QStringList{embedded()});
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.text.contains("\"code\":\"launch_key_missing\""), status == 403);
        QCOMPARE(m_application.handled.load(), before + (status == 200 ? 1 : 0));
    }

    void refusesAnotherUnixUserWithoutTheLaunchKey()
    {
        if (::geteuid() != 0)
            QSKIP("becoming another user needs root");
        const QStringList nobody{QStringLiteral("setpriv"), QStringLiteral("--reuid=65534"),
                                 QStringLiteral("--regid=65534"), QStringLiteral("--clear-groups")};
        const auto who = run(nobody.first(), nobody.mid(1) + QStringList{QStringLiteral("id"), QStringLiteral("-u")});
        QCOMPARE(who.output.trimmed(), QByteArray("65534"));
        QCOMPARE(curl({embedded()}, nobody).status, 403);
        // The reach of the port is not what keeps the other user out.
        QCOMPARE(curl({open()}, nobody).status, 200);
        QCOMPARE(
            curl(header(QStringLiteral("X-Castellan-Launch: ") + launchKey) + QStringList{embedded()}, nobody).status,
            200);
    }

    void f82RefusesAPublicAddressWithoutTls()
    {
        for (const char *address : {"0.0.0.0", "::", "192.0.2.1"}) {
            const auto started = startAt(address);
            QVERIFY(!started);
            QCOMPARE(started.error().code, ErrorCode::usage);
        }
    }

    void namesAnAddressThatIsTaken()
    {
        const auto started = startAt(plainListen().address, m_openPort);
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::address_unavailable);
        QVERIFY(started.error().message.find(std::to_string(m_openPort)) != std::string::npos);
    }

    void refusesAnAddressThatIsNone()
    {
        const auto started = startAt("example.org");
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::usage);
    }

    void listensOnIpv6Loopback()
    {
        auto listen = plainListen();
        listen.address = "[::1]";
        HttpServer server(std::move(listen), Limits{}, m_application, systemClock(), m_random, m_log);
        const auto started = server.start();
        if (!started && started.error().code == ErrorCode::address_unavailable)
            QSKIP("this machine has no IPv6 loopback");
        QVERIFY(started.has_value());
        QVERIFY(started->url.starts_with("http://[::1]:"));
        QCOMPARE(curl({QStringLiteral("-g"), QString::fromStdString(started->url) + QStringLiteral("/static")}).status,
                 200);
    }
};

QTEST_GUILESS_MAIN(TestHttpRequestGuard)
#include "test_http_request_guard.moc"
