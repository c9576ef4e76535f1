// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/http/served.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

#include <deque>

using namespace castellan;
using namespace castellan::http;
using namespace castellan::http::test;

namespace {

const std::string good = "GET /static HTTP/1.1\r\nHost: localhost:PORT\r\n";

struct Wanted {
    const char *feature;
    const char *name;
    const char *value;  ///< null: never there
};
constexpr Wanted everywhere[] = {
    {"", "Cache-Control", "no-store"},
    {"F108", "Content-Security-Policy",
     "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"", "Cross-Origin-Opener-Policy", "same-origin"},
    {"", "Cross-Origin-Resource-Policy", "same-origin"},
    {"F110", "X-Frame-Options", "DENY"},
    {"F111", "X-Content-Type-Options", "nosniff"},
    {"F112", "X-XSS-Protection", "0"},
    {"F113", "Referrer-Policy", "no-referrer"},
    {"F114", "Permissions-Policy", "geolocation=(), microphone=(), camera=()"},
    {"F115", "Server", nullptr},
    {"F115", "X-Powered-By", nullptr},
    {"F89", "Strict-Transport-Security", nullptr},  // without TLS
};

}  // namespace

/// One set of headers, on every response.
class TestHttpHeaders : public QObject {
    Q_OBJECT

private:
    Served m_served;

    /// The first header that is not as it should be; empty if all are.
    [[nodiscard]] static std::string wrongIn(const RawAnswer &answer)
    {
        for (const auto &each : everywhere) {
            const auto count = answer.count(each.name);
            if (each.value == nullptr ? count != 0 : count != 1 || answer.header(each.name) != each.value)
                return std::string(each.name) + ": " + answer.header(each.name);
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_served.port != 0); }

    void eachHeaderSaysWhatItShould_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        for (const auto &each : everywhere)
            QTest::addRow("%s%s%s", each.feature, each.feature[0] == 0 ? "" : " ", each.name)
                << QByteArray(each.name) << (each.value == nullptr ? QByteArray() : QByteArray(each.value));
    }
    void eachHeaderSaysWhatItShould()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        const auto answer = m_served.ask(good + "\r\n");
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 200u);
        QCOMPARE(answer->count(name.toStdString()), std::size_t(value.isNull() ? 0 : 1));
        QCOMPARE(QByteArray::fromStdString(answer->header(name.toStdString())), value);
    }

    void f116EveryAnswerCarriesTheSecurityHeaders_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<unsigned>("status");
        const auto row = [](const char *name, unsigned status, const std::string &request) {
            QTest::newRow(name) << QByteArray::fromStdString(request) << status;
        };
        const std::string host = " HTTP/1.1\r\nHost: localhost:PORT\r\n";
        const std::string json = "Content-Type: application/json\r\n";
        row("F111 200", 200, good + "\r\n");
        row("F111 400 malformed", 400, "GET /" + host + "A : b\r\n\r\n");
        row("F111 403 foreign origin", 403, good + "Origin: https://evil.example\r\n\r\n");
        row("F111 404 of the application", 404, "GET /absent" + host + "\r\n");
        row("F111 405", 405, "TRACE /" + host + "\r\n");
        row("F111 408 too slow", 408, "POST /x" + host + json + "Content-Length: 9\r\n\r\n");
        row("F111 413", 413, "POST /x" + host + json + "Content-Length: 99999999\r\n\r\n");
        row("F111 415", 415, "POST /x" + host + "Content-Length: 2\r\n\r\n{}");
        row("F111 421", 421, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        row("F111 429 of the application", 429, "GET /too-many" + host + "\r\n");
        row("F111 431", 431, good + "X-Long: " + std::string(20'000, 'x') + "\r\n\r\n");
        row("F111 500", 500, "GET /throw" + host + "\r\n");
        row("F111 501", 501, "BREW /" + host + "\r\n");
        row("F111 HEAD", 200, "HEAD /static" + host + "\r\n");
        row("F111 OPTIONS", 204, "OPTIONS *" + host + "\r\n");
    }
    void f116EveryAnswerCarriesTheSecurityHeaders()
    {
        QFETCH(QByteArray, request);
        QFETCH(unsigned, status);
        const auto answer = m_served.ask(request.toStdString(), request.startsWith("HEAD"));
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, status);
        QCOMPARE(wrongIn(*answer), std::string());
    }

    void f116SoDoesTheRefusalOfAConnection()
    {
        std::deque<RawClient> held;
        for (std::size_t i = 0; i < Limits().connectionsPerAddress; ++i) {
            held.emplace_back(m_served.port, "127.0.9.1");
            held.back().send("GET /static HTTP/1.1\r\nHost: localhost:" + std::to_string(m_served.port) + "\r\n\r\n");
            QCOMPARE(held.back().answer().value_or(RawAnswer{}).status, 200u);
        }
        RawClient over(m_served.port, "127.0.9.1");
        const auto answer = over.answer();
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 429u);
        QCOMPARE(wrongIn(*answer), std::string());
    }

    void saysWhatKindOfBodyItIsAndWhen()
    {
        const auto answer = m_served.ask(good + "\r\n");
        QVERIFY(answer.has_value());
        QCOMPARE(answer->body, std::string("{\"status\":\"okay\"}"));
        QCOMPARE(answer->header("Content-Type"), std::string("application/json; charset=utf-8"));
        QVERIFY(!answer->header("X-Request-Id").empty());
        auto date = QLocale::c().toDateTime(QString::fromStdString(answer->header("Date")),
                                            QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
        QVERIFY(date.isValid());
        date.setTimeSpec(Qt::UTC);
        QVERIFY(qAbs(date.secsTo(QDateTime::currentDateTimeUtc())) <= 2);
    }
};

QTEST_GUILESS_MAIN(TestHttpHeaders)
#include "test_http_headers.moc"
