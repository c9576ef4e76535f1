// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/end_to_end/program.h"

#include <QTest>

using namespace castellan::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Limits and origins, over real sockets of real addresses, changed while the server runs.
class TestLimits : public QObject {
    Q_OBJECT

    ServerProgram m_server;
    std::unique_ptr<Curl> m_alice;

    [[nodiscard]] int set(const QJsonObject &values)
    {
        const auto document = m_alice->get(u"/api/v1/admin/security"_s).json();
        return m_alice
            ->send("PUT", u"/api/v1/admin/security"_s,
                   {{u"revision"_s, document[u"revision"_s]}, {u"values"_s, values}})
            .status;
    }

    /// Statuses of so many requests without credentials.
    QList<QByteArray> burst(const QString &address, int count)
    {
        QProcess curl;
        curl.start(u"curl"_s, {u"-s"_s, u"-o"_s, u"/dev/null"_s, u"-w"_s, u"%{http_code}\n"_s, u"--interface"_s,
                               address, m_server.url() + u"/api/v1/settings?n=[1-%1]"_s.arg(count)});
        curl.waitForFinished(60'000);
        return curl.readAllStandardOutput().trimmed().split('\n');
    }

    /// Head of the answer to a request with these headers.
    QByteArray headOf(const QStringList &more)
    {
        QProcess curl;
        curl.start(u"curl"_s, QStringList{u"-s"_s, u"-o"_s, u"/dev/null"_s, u"-D"_s, u"-"_s, u"--interface"_s,
                                          u"127.0.0.9"_s, m_server.url() + u"/api/v1/settings"_s} +
                                  more);
        curl.waitForFinished(60'000);
        return curl.readAllStandardOutput().toLower();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.prepare());
        QVERIFY2(m_server.start(), m_server.err.constData());
        m_alice = std::make_unique<Curl>(m_server.url());
        QCOMPARE(m_alice->login(u"alice"_s).status, 200);
    }

    void f132AndF133TwoHundredAtOnceFromEachOfTwoAddresses()
    {
        QCOMPARE(set({{u"limits.address.burst"_s, 150}, {u"limits.address.perSeconds"_s, 86400}}), 200);
        for (const auto *address : {"127.0.0.2", "127.0.0.3"}) {
            const auto statuses = burst(QString::fromLatin1(address), 200);
            QCOMPARE(statuses.size(), 200);
            QCOMPARE(statuses.count("200"), 150);
            QCOMPARE(statuses.count("429"), 50);
            QCOMPARE(statuses.at(149), QByteArray("200"));
        }
        QCOMPARE(m_alice->get(u"/api/v1/user"_s).status, 200);
        QCOMPARE(set({{u"limits.address.burst"_s, 160}}), 200);  // ten more, at once
        QCOMPARE(burst(u"127.0.0.2"_s, 20).count("200"), 10);
    }

    void f122OnlyListedOriginsAreAllowed()
    {
        const QStringList evil{u"-H"_s, u"Origin: https://evil.test"_s};
        const QStringList good{u"-H"_s, u"Origin: https://console.example"_s};
        const QStringList preflight{u"-X"_s, u"OPTIONS"_s, u"-H"_s, u"Access-Control-Request-Method: PUT"_s};
        QVERIFY(headOf(good).startsWith("http/1.1 403"));
        QCOMPARE(set({{u"network.allowedOrigins"_s, QJsonArray{u"https://console.example"_s}}}), 200);
        for (const auto &more : {evil, evil + preflight}) {
            const auto head = headOf(more);
            QVERIFY2(head.startsWith("http/1.1 403"), head.constData());
            QVERIFY2(!head.contains("access-control-allow-origin"), head.constData());
        }
        const auto head = headOf(good);
        QVERIFY2(head.startsWith("http/1.1 200"), head.constData());
        QVERIFY2(head.contains("access-control-allow-origin: https://console.example\r\n"), head.constData());
        QVERIFY2(head.contains("vary: origin\r\n"), head.constData());
        QVERIFY2(!head.contains("access-control-allow-credentials"), head.constData());
        const auto asked = headOf(good + preflight);
        QVERIFY2(asked.startsWith("http/1.1 204"), asked.constData());
        QVERIFY2(asked.contains("access-control-allow-origin: https://console.example\r\n"), asked.constData());
        QVERIFY2(asked.contains("idempotency-key"), asked.constData());
        QCOMPARE(set({{u"network.allowedOrigins"_s, QJsonArray{}}}), 200);
        QVERIFY(headOf(good).startsWith("http/1.1 403"));
    }

    void f112TheOldValueOfXssProtectionIsThereForWhoWantsIt()
    {
        QVERIFY(headOf({}).contains("x-xss-protection: 0\r\n"));
        QCOMPARE(set({{u"headers.xssProtection"_s, u"1; mode=block"_s}}), 200);
        QVERIFY(headOf({}).contains("x-xss-protection: 1; mode=block\r\n"));
        QVERIFY(headOf({u"-H"_s, u"Host: evil.test"_s}).contains("x-xss-protection: 1; mode=block\r\n"));
        QCOMPARE(set({{u"headers.xssProtection"_s, u"0"_s}}), 200);
    }

    void f138TheCallersOwnAddressIsNotLeftOutByMistake()
    {
        const QJsonArray elsewhere{u"203.0.113.0/24"_s};
        QCOMPARE(set({{u"network.allowedAddresses"_s, elsewhere}}), 400);
        QCOMPARE(set({{u"network.allowedAddresses"_s, QJsonArray{u"127.0.0.1"_s}}}), 200);
        QVERIFY(headOf({}).startsWith("http/1.1 403"));
        QCOMPARE(m_alice->get(u"/api/v1/user"_s).status, 200);
        QCOMPARE(set({{u"network.allowedAddresses"_s, QJsonArray{}}}), 200);
        QVERIFY(headOf({}).startsWith("http/1.1 200"));
    }

    void f92WhatProxiesSayOfTheProtocolCountsForNothing()
    {
        const QStringList said{u"-H"_s, u"X-Forwarded-Proto: https"_s,
                               u"-H"_s, u"X-Forwarded-Host: evil.example"_s,
                               u"-H"_s, u"Forwarded: for=192.0.2.1;proto=https;host=evil.example"_s};
        const QStringList login{
            u"-X"_s, u"POST"_s,
            u"-H"_s, u"Content-Type: application/json"_s,
            u"-d"_s, u"{\"username\":\"alice\",\"password\":\"%1\"}"_s.arg(QLatin1String(ServerProgram::password))};
        for (const bool trusted : {false, true}) {
            QCOMPARE(set({{u"network.trustedProxies"_s, trusted ? QJsonArray{u"127.0.0.9"_s} : QJsonArray()}}), 200);
            const auto head = headOf(said);
            QVERIFY2(head.startsWith("http/1.1 200"), head.constData());
            QVERIFY2(!head.contains("strict-transport-security"), head.constData());
            QProcess curl;
            curl.start(u"curl"_s, QStringList{u"-s"_s, u"-o"_s, u"/dev/null"_s, u"-D"_s, u"-"_s, u"--interface"_s,
                                              u"127.0.0.9"_s, m_server.url() + u"/account/login"_s} +
                                      said + login);
            QVERIFY(curl.waitForFinished());
            const auto in = curl.readAllStandardOutput();
            QVERIFY2(in.contains("Set-Cookie: sid="), in.constData());
            QVERIFY2(!in.contains("; Secure"), in.constData());
        }
        QCOMPARE(set({{u"network.trustedProxies"_s, QJsonArray()}}), 200);
    }

    void f138WhoHasTheMachineGetsInAgain()
    {
        ServerProgram server;
        QVERIFY(server.prepare());
        QVERIFY2(server.start(), server.err.constData());
        Curl alice(server.url());
        QCOMPARE(alice.login(u"alice"_s).status, 200);
        QCOMPARE(
            alice
                .send("PUT", u"/api/v1/admin/security"_s,
                      {{u"revision"_s, 0},
                       {u"values"_s, QJsonObject{{u"network.allowedAddresses"_s, QJsonArray{u"203.0.113.0/24"_s}}}},
                       {u"confirmLockout"_s, true}})
                .status,
            200);
        QCOMPARE(alice.get(u"/healthz"_s).status, 403);
        const QStringList reset{u"settings"_s, u"reset"_s, u"network.allowedAddresses"_s, u"--data"_s, server.data()};
        QCOMPARE(ServerProgram::run(reset).exitCode, 3);
        QCOMPARE(alice.get(u"/healthz"_s).status, 403);
        QCOMPARE(server.stop(), 0);
        const auto done = ServerProgram::run(reset);
        QVERIFY2(done.exitCode == 0, done.err.constData());
        QVERIFY2(server.start(), server.err.constData());
        Curl again(server.url());
        QCOMPARE(again.login(u"alice"_s).status, 200);
        const auto log = again.get(u"/api/v1/admin/audit-log?event=platform.settings.updated"_s).json()[u"log"_s];
        QCOMPARE(log.toArray().size(), 2);
        QCOMPARE(log[0][u"body"_s][u"updates"_s][0][u"key"_s].toString(), u"network.allowedAddresses"_s);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestLimits)
#include "test_e2e_limits.moc"
