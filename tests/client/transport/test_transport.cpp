// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/castellan_platform.h"
#include "client/transport/cookie_jar.h"
#include "client/transport/failure.h"
#include "client/transport/log.h"
#include "client/transport/transport.h"
#include "tests/client/await.h"
#include "tests/client/servers/system_world.h"
#include "tests/client/transport/raw_server.h"
#include "tests/fixtures/rows.h"

#include <QLoggingCategory>
#include <QSignalSpy>

using namespace castellan;
using namespace castellan::client;

namespace {

Request get(const QString &path)
{
    Request r;
    r.path = path;
    return r;
}

Request post(const QString &path, std::string body, const QByteArray &method = "POST")
{
    Request r;
    r.method = method;
    r.path = path;
    r.body = Secret::take(body);
    r.expect = Expect::done;
    return r;
}

}  // namespace

class TestTransport : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    OpenSslRandom m_random;

    Endpoint endpoint(const RawServer &server) const
    {
        Endpoint e;
        e.base = server.url();
        e.userAgent = "Castellan/test";
        e.dialect = own::dialect();
        return e;
    }

private Q_SLOTS:
    // -- what must not leak ------------------------------------------------------------------------------------------

    void doesNotFollowARedirectToAnotherPort_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("status");
        for (const char *method : {"GET", "POST", "PUT", "DELETE"}) {
            for (const int status : {301, 302, 303, 307, 308})
                QTest::addRow("%s %d", method, status) << QByteArray(method) << status;
        }
    }
    void doesNotFollowARedirectToAnotherPort()
    {
        QFETCH(QByteArray, method);
        QFETCH(int, status);
        RawServer thief;
        RawServer server;
        server.answer = [&](const RawRequest &) {
            return RawServer::reply(status, {}, {}, {"Location: " + thief.url().toEncoded() + "/stolen?t=SECRET"});
        };
        Transport transport(endpoint(server), m_clock, m_random);
        transport.setBearer(Secret(std::string_view("TOPSECRET")));
        const auto answer = await(
            transport.send(method == "GET" ? get(QStringLiteral("/x")) : post(QStringLiteral("/x"), "{}", method)));
        FAILS(answer, ErrorCode::redirected);
        QVERIFY(answer.error().message.find(std::to_string(thief.serverPort())) != std::string::npos);
        QVERIFY(answer.error().message.find("SECRET") == std::string::npos);
        QCOMPARE(server.seen.size(), 1);
        QCOMPARE(thief.connections, 0);
    }

    void followsARedirectWithinTheOriginForReadingOnly()
    {
        RawServer server;
        server.answer = [&](const RawRequest &r) {
            return r.target == "/there" ? RawServer::reply(200, "{\"ok\":true}")
                                        : RawServer::reply(308, {}, {}, {"Location: /there"});
        };
        Transport transport(endpoint(server), m_clock, m_random);
        OK(await(transport.send(get(QStringLiteral("/here")))));
        const auto write = await(transport.send(post(QStringLiteral("/here"), "{}")));
        FAILS(write, ErrorCode::redirected);
        QCOMPARE(server.seen.size(), 3);
    }

    void endsACircleOfRedirects()
    {
        RawServer server;
        server.answer = [](const RawRequest &) { return RawServer::reply(302, {}, {}, {"Location: /x"}); };
        Transport transport(endpoint(server), m_clock, m_random);
        const auto answer = await(transport.send(get(QStringLiteral("/x"))));
        FAILS(answer, ErrorCode::redirected);
        QCOMPARE(server.seen.size(), 4);
    }

    void sendsAWriteOnceWhenTheConnectionBreaks_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        for (const char *method : {"POST", "PUT", "PATCH", "DELETE"}) {
            QTest::addRow("%s", method) << QByteArray(method) << QByteArray("{\"act\":1}");
            QTest::addRow("%s without a body", method) << QByteArray(method) << QByteArray();
        }
    }
    void sendsAWriteOnceWhenTheConnectionBreaks()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        RawServer server;
        // The first request warms a connection: Qt repeats a request most readily on one that it had used before.
        server.answer = [](const RawRequest &r) {
            return r.method == "GET" ? RawServer::reply(200, "{}") : QByteArray();
        };
        Transport transport(endpoint(server), m_clock, m_random);
        OK(await(transport.send(get(QStringLiteral("/warm")))));
        const auto answer = await(transport.send(post(QStringLiteral("/act"), body.toStdString(), method)));
        FAILS(answer, ErrorCode::offline);
        QTest::qWait(200);
        int writes = 0;
        for (const auto &r : std::as_const(server.seen))
            writes += r.method == method;
        QCOMPARE(writes, 1);
        QCOMPARE(server.seen.last().body, body);
        QVERIFY(!server.seen.last().header("idempotency-key").isEmpty());
        QCOMPARE(server.seen.last().header("content-type"),
                 body.isEmpty() ? QByteArray() : QByteArray("application/json"));
        QCOMPARE(server.seen.last().header("content-length").toInt(), int(body.size()));
    }

    void keepsCookiesFromAnotherPort()
    {
        RawServer one;
        RawServer two;
        one.answer = [](const RawRequest &) {
            return RawServer::reply(200, "{}", "application/json", {"Set-Cookie: sid=ONE; Path=/; HttpOnly"});
        };
        Transport first(endpoint(one), m_clock, m_random);
        Transport second(endpoint(two), m_clock, m_random);
        OK(await(first.send(get(QStringLiteral("/a")))));
        OK(await(first.send(get(QStringLiteral("/b")))));
        OK(await(second.send(get(QStringLiteral("/c")))));
        QCOMPARE(one.seen.last().header("cookie"), QByteArray("sid=ONE"));
        QCOMPARE(two.seen.last().header("cookie"), QByteArray());
        QVERIFY(first.cookies().cookiesForUrl(two.url()).isEmpty());
    }

    void logsNeitherQueryValuesNorSecrets()
    {
        ExchangeLine line;
        line.method = "GET";
        line.path = QStringLiteral("/api/v1/users");
        line.queryNames = {QStringLiteral("query")};
        line.status = 200;
        line.took = std::chrono::milliseconds(12);
        line.id = "abc";
        const QString expected = QStringLiteral("{\"id\":\"abc\",\"method\":\"GET\",\"ms\":12,\"path\":\"/api/v1/"
                                                "users\",\"query\":[\"query\"],\"status\":200}");
        QCOMPARE(toLine(line), expected);
    }

    void writesOneLogLinePerTryWithoutSecrets()
    {
        static QStringList lines;
        lines.clear();
        QLoggingCategory::setFilterRules(QStringLiteral("castellan.transport.info=true"));
        const auto before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext &, const QString &text) { lines.append(text); });
        RawServer server;
        server.answer = [](const RawRequest &) {
            return RawServer::reply(401, "{\"code\":\"unauthorized\"}", "application/json",
                                    {"Set-Cookie: sid=COOKIESECRET"});
        };
        Transport transport(endpoint(server), m_clock, m_random);
        transport.setBearer(Secret(std::string_view("BEARERSECRET")));
        Request request = post(QStringLiteral("/account/login"), "{\"password\":\"BODYSECRET\"}");
        request.query.addQueryItem(QStringLiteral("q"), QStringLiteral("QUERYSECRET"));
        const auto answer = await(transport.send(std::move(request)));
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
        QVERIFY(!answer);
        QCOMPARE(lines.size(), 1);
        QVERIFY(!lines.first().contains(QLatin1String("SECRET")));
        QVERIFY(lines.first().contains(QLatin1String("\"path\":\"/account/login\"")));
    }

    // -- what is sent ------------------------------------------------------------------------------------------------

    void sendsItsNameAnIdAndTheLaunchKey()
    {
        RawServer server;
        auto e = endpoint(server);
        e.launchKey = Secret(std::string_view("LAUNCH"));
        Transport transport(std::move(e), m_clock, m_random);
        OK(await(transport.send(get(QStringLiteral("/x")))));
        const auto &r = server.seen.first();
        QCOMPARE(r.header("user-agent"), QByteArray("Castellan/test"));
        QCOMPARE(r.header("x-castellan-launch"), QByteArray("LAUNCH"));
        QCOMPARE(r.header("x-request-id").size(), 16);
        QVERIFY(!r.headers.contains("origin"));
        QVERIFY(!r.headers.contains("idempotency-key"));
    }

    void sendsTheCsrfCookieBackOnWritesOnly()
    {
        RawServer server;
        server.answer = [](const RawRequest &) {
            return RawServer::reply(200, "{}", "application/json",
                                    {"Set-Cookie: csrf=C1; Path=/", "Set-Cookie: sid=S1; Path=/; HttpOnly"});
        };
        Transport transport(endpoint(server), m_clock, m_random);
        OK(await(transport.send(post(QStringLiteral("/account/login"), "{}"))));
        OK(await(transport.send(get(QStringLiteral("/x")))));
        OK(await(transport.send(post(QStringLiteral("/x"), "{}"))));
        QVERIFY(!server.seen[0].headers.contains("x-csrf-token"));
        QVERIFY(!server.seen[1].headers.contains("x-csrf-token"));
        QCOMPARE(server.seen[2].header("x-csrf-token"), QByteArray("C1"));
        transport.setBearer(Secret(std::string_view("T")));
        OK(await(transport.send(post(QStringLiteral("/x"), "{}"))));
        QVERIFY(!server.seen[3].headers.contains("x-csrf-token"));
        QVERIFY(!server.seen[3].headers.contains("cookie"));
        QCOMPARE(server.seen[3].header("authorization"), QByteArray("Bearer T"));
    }

    void sendsACookieBackByteForByte()
    {
        RawServer server;
        server.answer = [](const RawRequest &) {
            return RawServer::reply(200, "{}", "application/json",
                                    {"Set-Cookie: sid=ffu_a-b.%2Fc+d/e=; Max-Age=60; Path=/"});
        };
        Transport transport(endpoint(server), m_clock, m_random);
        OK(await(transport.send(get(QStringLiteral("/x")))));
        OK(await(transport.send(get(QStringLiteral("/x")))));
        QCOMPARE(server.seen.last().header("cookie"), QByteArray("sid=ffu_a-b.%2Fc+d/e="));
    }

    void refusesAPathWithoutAnId()
    {
        RawServer server;
        Transport transport(endpoint(server), m_clock, m_random);
        FAILS(await(transport.send(post(QStringLiteral("/api/v1/teams") + pathOf(QString()), {}, "DELETE"))),
              ErrorCode::validation);
        const auto inside = await(transport.send(get(QStringLiteral("/api/v1/teams//members"))));
        FAILS(inside, ErrorCode::validation);
        QVERIFY(server.seen.isEmpty());
        QCOMPARE(pathOf(QStringLiteral("a/b?c#d")), QStringLiteral("/a%2Fb%3Fc%23d"));
    }

    // -- trying again ------------------------------------------------------------------------------------------------

    void triesAReadAgainAndNeverAWrite()
    {
        RawServer server;
        int left = 2;
        server.answer = [&](const RawRequest &) {
            return left-- > 0 ? RawServer::reply(503, "{\"code\":\"busy\",\"error\":\"x\"}")
                              : RawServer::reply(200, "{}");
        };
        Transport transport(endpoint(server), m_clock, m_random);
        OK(await(transport.send(get(QStringLiteral("/x")))));
        QCOMPARE(server.seen.size(), 3);
        left = 1;
        const auto write = await(transport.send(post(QStringLiteral("/x"), "{}")));
        FAILS(write, ErrorCode::busy);
        QCOMPARE(server.seen.size(), 4);
    }

    void waitsAsLongAsTheServerAsks()
    {
        RawServer server;
        int left = 1;
        server.answer = [&](const RawRequest &) {
            return left-- > 0
                       ? RawServer::reply(429, "{\"statusCode\":429,\"error\":\"Too Many Requests\",\"message\":\"m\"}",
                                          "application/json", {"Retry-After: 1"})
                       : RawServer::reply(200, "{}");
        };
        Transport transport(endpoint(server), m_clock, m_random);
        QElapsedTimer timer;
        timer.start();
        OK(await(transport.send(get(QStringLiteral("/x")))));
        QVERIFY(timer.elapsed() >= 1000);
    }

    void tellsPeopleWhenThePauseIsLong()
    {
        RawServer server;
        server.answer = [&](const RawRequest &) {
            return RawServer::reply(429, "{\"statusCode\":429,\"error\":\"Too Many Requests\",\"message\":\"m\"}",
                                    "application/json", {"Retry-After: 30"});
        };
        Transport transport(endpoint(server), m_clock, m_random);
        const auto answer = await(transport.send(get(QStringLiteral("/x"))));
        FAILS(answer, ErrorCode::too_many_requests);
        QVERIFY(answer.error().retryAfter == std::chrono::seconds(30));
        QCOMPARE(server.seen.size(), 1);
    }

    void readsBothFormsOfRetryAfter()
    {
        QVERIFY(retryAfter("7", 0) == std::chrono::seconds(7));
        QVERIFY(retryAfter("Sun, 22 Nov 2026 06:00:10 GMT", 1795327200'000LL) == std::chrono::seconds(10));
        QVERIFY(retryAfter("soon", 0) == std::nullopt);
        QVERIFY(retryAfter("-4", 0) == std::nullopt);
    }

    void givesUpAtTheDeadline()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        Endpoint e;
        e.base = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(silent.serverPort()));
        Transport transport(std::move(e), m_clock, m_random);
        Request request = get(QStringLiteral("/x"));
        request.deadline = std::chrono::milliseconds(200);
        const auto answer = await(transport.send(std::move(request)));
        FAILS(answer, ErrorCode::timed_out);
    }

    void saysOfflineWhenNothingListens()
    {
        Endpoint e;
        {
            RawServer gone;
            e.base = gone.url();
        }
        Transport transport(std::move(e), m_clock, m_random);
        QSignalSpy failed(&transport, &Transport::failed);
        const auto answer = await(transport.send(get(QStringLiteral("/x"))));
        FAILS(answer, ErrorCode::offline);
        QCOMPARE(failed.size(), 1);
    }

    void doesNotBelieveABrokenBody()
    {
        RawServer server;
        server.answer = [](const RawRequest &) {
            return QByteArray("HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: 50\r\n"
                              "Connection: close\r\n\r\n{}");
        };
        Transport transport(endpoint(server), m_clock, m_random);
        Request request = post(QStringLiteral("/x"), "{}");
        request.deadline = std::chrono::milliseconds(500);
        const auto answer = await(transport.send(std::move(request)));
        QVERIFY(!answer);
        QVERIFY(answer.error().code == ErrorCode::offline || answer.error().code == ErrorCode::timed_out);
    }

    // -- what is believed --------------------------------------------------------------------------------------------

    void doesNotBelieveAWebPage()
    {
        RawServer server;
        server.answer = [](const RawRequest &) { return RawServer::reply(200, "<!doctype html><html>", "text/html"); };
        Transport transport(endpoint(server), m_clock, m_random);
        const auto read = await(transport.send(get(QStringLiteral("/x"))));
        FAILS(read, ErrorCode::protocol);
        for (const char *method : {"POST", "PUT", "DELETE"}) {
            const auto write = await(transport.send(post(QStringLiteral("/x"), {}, method)));
            FAILS(write, ErrorCode::not_offered);
        }
    }

    void believesEmptyAnswersOnlyWhereExpected()
    {
        RawServer server;
        server.answer = [](const RawRequest &r) { return RawServer::reply(r.target == "/204" ? 204 : 201, {}, {}); };
        Transport transport(endpoint(server), m_clock, m_random);
        OK(await(transport.send(post(QStringLiteral("/201"), {}, "DELETE"))));
        OK(await(transport.send(post(QStringLiteral("/204"), {}, "DELETE"))));
        QVERIFY(!await(transport.send(get(QStringLiteral("/201")))));
    }

    void readsEveryFormOfError_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("part");
        const QByteArray j = "application/json; charset=utf-8";
        const auto row = [&](const char *name, int status, const QByteArray &body, ErrorCode code, const char *part,
                             const QByteArray &type) {
            QTest::newRow(name) << status << type << body << int(code) << QString::fromLatin1(part);
        };
        row("code and error", 400, "{\"code\":\"invalid_username\",\"error\":\"username not available\"}",
            ErrorCode::invalid_username, "username not available", j);
        row("prefix", 400, "{\"code\":\"unexpected_error\",\"error\":\"Error: Password too short\"}",
            ErrorCode::unexpected_error, "refused this: Password too short", j);
        row("schema", 400,
            "{\"code\":\"FST_ERR_VALIDATION\",\"error\":\"Bad Request\",\"message\":\"body must have x\"}",
            ErrorCode::validation, "body must have x", j);
        row("exception", 500, "{\"statusCode\":500,\"error\":\"Internal Server Error\",\"message\":\"boom\"}",
            ErrorCode::internal, "(500)", j);
        row("rate", 429, "{\"statusCode\":429,\"error\":\"Too Many Requests\",\"message\":\"Rate limit exceeded\"}",
            ErrorCode::too_many_requests, "Too many requests", j);
        row("oauth", 400, "{\"error\":\"invalid_request\",\"description\":\"Invalid client_id\"}",
            ErrorCode::invalid_request, "Invalid client_id", j);
        row("only error", 400, "{\"error\":\"invalid username\"}", ErrorCode::invalid_request, "invalid username", j);
        row("error object", 400, "{\"code\":\"invitation_failed\",\"error\":{\"bob\":\"Already invited\"}}",
            ErrorCode::invitation_failed, "bob: Already invited", j);
        row("empty 404", 404, "", ErrorCode::not_offered, "does not offer", {});
        row("page 502", 502, "<html>nginx</html>", ErrorCode::internal, "(502)", "text/html");
        row("401", 401, "{\"code\":\"unauthorized\",\"error\":\"unauthorized\"}", ErrorCode::unauthenticated, "Sign in",
            j);
        row("403", 403, "{\"code\":\"unauthorized\",\"error\":\"unauthorized\"}", ErrorCode::forbidden, "not allowed",
            j);
        row("mfa", 403, "{\"code\":\"mfa_required\",\"error\":\"MFA required\"}", ErrorCode::mfa_required,
            "second factor", j);
        row("shared word", 403, "{\"code\":\"invalid_request\",\"error\":\"Invalid request\"}",
            ErrorCode::last_owner_demoted, "The server refused this: Invalid request", j);
        row("last owner", 403, "{\"code\":\"invalid_request\",\"error\":\"A team needs an owner.\"}",
            ErrorCode::last_owner_demoted, "A team needs an owner.", j);
        row("slug", 409, "{\"code\":\"invalid_slug\",\"error\":\"x\"}", ErrorCode::slug_taken, "x", j);
        row("sso", 401, "{\"code\":\"sso_required\",\"redirect\":\"/ee/sso\"}", ErrorCode::not_offered,
            "single sign-on", j);
        row("not JSON", 400, "{{{", ErrorCode::invalid_request, "(400)", j);
    }
    void readsEveryFormOfError()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        QFETCH(QString, part);
        const auto error = failureOf(status, type, body, "rid", std::nullopt);
        QCOMPARE(int(error.code), code);
        QCOMPARE(error.requestId, std::string("rid"));
        QVERIFY2(QString::fromStdString(error.message).contains(part), error.message.c_str());
    }

    void tellsHowLongToWait()
    {
        const QByteArray body = "{\"statusCode\":429,\"error\":\"Too Many Requests\",\"message\":\"slow down\"}";
        const auto error = failureOf(429, "application/json", body, "rid", std::chrono::seconds(30));
        QCOMPARE(error.code, ErrorCode::too_many_requests);
        QCOMPARE(QString::fromStdString(error.message),
                 QStringLiteral("Too many requests. Try again in 30 second(s)."));
    }

    // -- signing in again --------------------------------------------------------------------------------------------

    void parksRequestsUntilSomebodySignsInAgain()
    {
        RawServer server;
        bool alive = false;
        server.answer = [&](const RawRequest &) {
            return alive ? RawServer::reply(200, "{}")
                         : RawServer::reply(401, "{\"code\":\"unauthorized\",\"error\":\"u\"}");
        };
        Transport transport(endpoint(server), m_clock, m_random);
        transport.setSignedIn(true);
        QSignalSpy ended(&transport, &Transport::signInEnded);
        auto read = transport.send(get(QStringLiteral("/read")));
        auto write = transport.send(post(QStringLiteral("/write"), "{\"a\":1}"));
        QTRY_COMPARE(transport.parked(), std::size_t(2));
        auto late = transport.send(get(QStringLiteral("/late")));
        QCOMPARE(transport.parked(), std::size_t(3));
        QCOMPARE(ended.size(), 1);
        QVERIFY(!read.isFinished() && !write.isFinished() && !late.isFinished());
        const auto before = server.seen.size();
        alive = true;
        transport.resumeParked();
        OK(await(read));
        OK(await(write));
        OK(await(late));
        QCOMPARE(server.seen.size(), before + 3);
        QByteArray body;
        for (const auto &r : std::as_const(server.seen)) {
            if (r.target == "/write")
                body = r.body;
        }
        QCOMPARE(body, QByteArray("{\"a\":1}"));
    }

    void asksAgainWithTheTokenThatAProofBrings_data()
    {
        test::addBoolRows("proven", "the proof is taken", "the proof is refused, and the session has ended");
    }

    void asksAgainWithTheTokenThatAProofBrings()
    {
        QFETCH(bool, proven);
        RawServer server;
        server.answer = [&](const RawRequest &r) {
            if (r.target == "/proof")
                return proven ? RawServer::reply(200, "{}", "application/json", {"Set-Cookie: sid=fresh; Path=/"})
                              : RawServer::reply(403, "{\"code\":\"reauth_failed\",\"error\":\"u\"}");
            return r.header("cookie").contains("sid=fresh")
                       ? RawServer::reply(200, "{}")
                       : RawServer::reply(401, "{\"code\":\"unauthorized\",\"error\":\"u\"}");
        };
        Transport transport(endpoint(server), m_clock, m_random);
        transport.cookies().put("sid", "old");
        transport.setSignedIn(true);
        const QSignalSpy ended(&transport, &Transport::signInEnded);
        auto read = transport.send(get(QStringLiteral("/read")));
        auto proof = post(QStringLiteral("/proof"), "{}");
        proof.signsIn = true;
        const auto answer = await(transport.send(std::move(proof)));
        QCOMPARE(answer.has_value(), proven);
        if (proven) {
            OK(await(read));
            QCOMPARE(ended.size(), 0);
            QCOMPARE(transport.cookies().value("sid"), QByteArray("fresh"));
        } else {
            QTRY_COMPARE(transport.parked(), std::size_t(1));
            QCOMPARE(ended.size(), 1);
        }
    }

    void failsParkedRequestsTogetherWhenNobodySignsIn()
    {
        RawServer server;
        server.answer = [&](const RawRequest &) { return RawServer::reply(401, "{\"code\":\"unauthorized\"}"); };
        Transport transport(endpoint(server), m_clock, m_random);
        transport.setSignedIn(true);
        auto one = transport.send(get(QStringLiteral("/1")));
        auto two = transport.send(get(QStringLiteral("/2")));
        QTRY_COMPARE(transport.parked(), std::size_t(2));
        transport.failParked(Error(ErrorCode::unauthenticated, "signed out"));
        const auto a = await(one);
        const auto b = await(two);
        QVERIFY(!a && !b);
        QCOMPARE(a.error().message, std::string("signed out"));
        // Signed out now: a 401 is an answer.
        const auto c = await(transport.send(get(QStringLiteral("/3"))));
        FAILS(c, ErrorCode::unauthenticated);
    }

    void answersEverybodyWhenItGoes()
    {
        RawServer server;
        auto transport = std::make_unique<Transport>(endpoint(server), m_clock, m_random);
        auto under = transport->send(get(QStringLiteral("/x")));
        transport.reset();
        const auto answer = await(under);
        FAILS(answer, ErrorCode::cancelled);
    }
};

QTEST_GUILESS_MAIN(TestTransport)
#include "test_transport.moc"
