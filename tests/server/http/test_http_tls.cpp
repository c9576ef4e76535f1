// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/http/programs.h"
#include "tests/server/http/raw_client.h"
#include "tests/server/http/test_application.h"
#include "tests/server/kept_log.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace castellan;
using namespace castellan::http;
using namespace castellan::http::test;
using namespace std::chrono_literals;

namespace {

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

}  // namespace

/// TLS as foreign clients see it: openssl, curl, sslscan. Certificates are made when the tests run.
class TestHttpTls : public QObject {
    Q_OBJECT

private:
    OpenSslRandom m_random;
    TestApplication m_application;
    QTemporaryDir m_folder;
    castellan::test::KeptLog m_log;

    [[nodiscard]] QString file(const char *name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    [[nodiscard]] static std::filesystem::path path(const QString &name) { return name.toStdString(); }

    /// A self-signed certificate and its key, NAME.crt and NAME.key.
    bool make(const QString &name, const char *subject, const char *key = "ec -pkeyopt ec_paramgen_curve:P-256")
    {
        const auto ran =
            run(QStringLiteral("openssl"),
                words("req -x509 -nodes -days 2 -newkey") + words(key) +
                    QStringList{QStringLiteral("-subj"), QString::fromUtf8(subject), QStringLiteral("-addext"),
                                QStringLiteral("subjectAltName=DNS:castellan.test,DNS:*.wild.test,IP:127.0.0.1"),
                                QStringLiteral("-keyout"), m_folder.filePath(name + QStringLiteral(".key")),
                                QStringLiteral("-out"), m_folder.filePath(name + QStringLiteral(".crt"))});
        return ran.exitCode == 0;
    }
    [[nodiscard]] Listen listen(const char *certificate = "server.crt", const char *key = "server.key") const
    {
        Listen out;
        out.tls =
            Tls{.certificate = path(file(certificate)), .key = path(file(key)), .allowTls12 = false, .clientCa = {}};
        return out;
    }
    [[nodiscard]] std::unique_ptr<HttpServer> server(Listen listen, const Limits &limits = {})
    {
        return std::make_unique<HttpServer>(std::move(listen), limits, m_application, systemClock(), m_random, m_log);
    }
    [[nodiscard]] static Ran handshake(std::uint16_t port, const char *options)
    {
        return run(QStringLiteral("openssl"),
                   QStringList{QStringLiteral("s_client"), QStringLiteral("-connect"),
                               QStringLiteral("127.0.0.1:%1").arg(port)} +
                       words(options),
                   "");
    }
    [[nodiscard]] QStringList trust(const char *certificate = "server.crt") const
    {
        return {QStringLiteral("--cacert"), file(certificate)};
    }
    [[nodiscard]] static QString url(std::uint16_t port, const char *host = "127.0.0.1", const char *path = "/static")
    {
        return QStringLiteral("https://%1:%2%3").arg(QString::fromUtf8(host)).arg(port).arg(QString::fromUtf8(path));
    }
    [[nodiscard]] static QStringList resolve(const char *host, std::uint16_t port)
    {
        return {QStringLiteral("--resolve"), QStringLiteral("%1:%2:127.0.0.1").arg(QString::fromUtf8(host)).arg(port)};
    }
    /// Subject of the certificate that the server presents now.
    [[nodiscard]] static QByteArray subjectSeen(std::uint16_t port)
    {
        const auto shown = handshake(port, "-showcerts");
        return run(QStringLiteral("openssl"), words("x509 -noout -subject"), shown.output).output.trimmed();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QVERIFY(make(QStringLiteral("server"), "/CN=first"));
        QVERIFY(make(QStringLiteral("other"), "/CN=second"));
    }

    void f89AnswersOverTlsWithHsts()
    {
        const auto tls = server(listen());
        const auto endpoint = tls->start();
        QVERIFY(endpoint.has_value());
        QVERIFY(endpoint->url.starts_with("https://127.0.0.1:"));
        const auto answer = curl(trust() + QStringList{url(endpoint->port)});
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.text.contains("Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"));
        const auto refused = curl(trust() + words("-H Host:evil.example") + QStringList{url(endpoint->port)});
        QCOMPARE(refused.status, 421);
        QVERIFY(refused.text.contains("Strict-Transport-Security: "));
        QVERIFY(curl(trust() + QStringList{url(endpoint->port, "127.0.0.1", "/x")}).text.contains("\"tls\":true"));
    }

    void answersUnderTheCertificatesNames()
    {
        const auto tls = server(listen());
        const auto port = tls->start().value_or(Endpoint{}).port;
        QCOMPARE(curl(trust() + resolve("castellan.test", port) + QStringList{url(port, "castellan.test")}).status,
                 200);
        QCOMPARE(curl(trust() + resolve("a.wild.test", port) + QStringList{url(port, "a.wild.test")}).status, 200);
        const QStringList any{QStringLiteral("-k")};
        QCOMPARE(curl(any + resolve("a.b.wild.test", port) + QStringList{url(port, "a.b.wild.test")}).status, 421);
        QCOMPARE(curl(any + resolve("wild.test", port) + QStringList{url(port, "wild.test")}).status, 421);
        QCOMPARE(curl(any + resolve("evil.test", port) + QStringList{url(port, "evil.test")}).status, 421);
    }

    void listensPubliclyWithTls()
    {
        auto everywhere = listen();
        everywhere.address = "0.0.0.0";
        const auto tls = server(std::move(everywhere));
        const auto endpoint = tls->start();
        QVERIFY(endpoint.has_value());
        QCOMPARE(curl(trust() + QStringList{url(endpoint->port)}).status, 200);
    }

    void f83SpeaksTls13Only()
    {
        const auto tls = server(listen());
        const auto port = tls->start().value_or(Endpoint{}).port;
        QVERIFY(handshake(port, "-tls1_3").output.contains("New, TLSv1.3"));
        const auto older = handshake(port, "-tls1_2");
        QVERIFY(!older.output.contains("New, TLSv1.2"));
        QVERIFY2(older.errors.contains("alert protocol version"), older.errors.constData());
        QVERIFY(!handshake(port, "-tls1_1 -cipher ALL:@SECLEVEL=0").output.contains("New, TLSv1"));
    }

    void f84Tls12IsASwitchAndNothingOlderIs()
    {
        auto both = listen();
        both.tls->allowTls12 = true;
        const auto tls = server(std::move(both));
        const auto port = tls->start().value_or(Endpoint{}).port;
        QVERIFY(handshake(port, "-tls1_2").output.contains("New, TLSv1.2"));
        for (const auto *older : {"-tls1_1 -cipher ALL:@SECLEVEL=0", "-tls1 -cipher ALL:@SECLEVEL=0"}) {
            const auto shown = handshake(port, older);
            QVERIFY2(!shown.output.contains("New, TLSv1"), older);
            // It was the server that refused, not the client that can't.
            QVERIFY2(shown.errors.contains("alert protocol version"), shown.errors.constData());
        }
    }

    void f85SpeaksOnlyListedSuitesOfTls12_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("suite");
        QTest::addColumn<bool>("accepted");
        const auto row = [](const char *key, const char *suite, bool accepted) {
            const bool numbers = QByteArray(suite).startsWith("DHE");  // Diffie-Hellman over numbers, not curves
            QTest::addRow("%s %s with %s", numbers ? "F106" : "F85", suite, key)
                << QString::fromUtf8(key) << QString::fromUtf8(suite) << accepted;
        };
        row("rsa:2048", "ECDHE-RSA-AES256-GCM-SHA384", true);
        row("rsa:2048", "ECDHE-RSA-CHACHA20-POLY1305", true);
        row("rsa:2048", "ECDHE-RSA-AES128-GCM-SHA256", true);
        row("rsa:2048", "AES128-SHA", false);
        row("rsa:2048", "AES256-GCM-SHA384", false);
        row("rsa:2048", "ECDHE-RSA-AES256-SHA384", false);
        row("rsa:2048", "DHE-RSA-AES256-GCM-SHA384", false);
        row("ec -pkeyopt ec_paramgen_curve:P-256", "ECDHE-ECDSA-AES256-GCM-SHA384", true);
        row("ec -pkeyopt ec_paramgen_curve:P-256", "ECDHE-ECDSA-AES128-SHA256", false);
    }
    void f85SpeaksOnlyListedSuitesOfTls12()
    {
        QFETCH(QString, key);
        QFETCH(QString, suite);
        QFETCH(bool, accepted);
        QVERIFY(make(QStringLiteral("switch"), "/CN=switch", qPrintable(key)));
        auto both = listen("switch.crt", "switch.key");
        both.tls->allowTls12 = true;
        const auto tls = server(std::move(both));
        const auto port = tls->start().value_or(Endpoint{}).port;
        const auto shown = handshake(port, qPrintable(QStringLiteral("-tls1_2 -cipher ") + suite)).output;
        QCOMPARE(shown.contains("New, TLSv1.2"), accepted);
        QVERIFY(handshake(port, "-tls1_3").output.contains("New, TLSv1.3"));
    }

    void s2AndF83ShowThreeSuitesAndThreeGroupsToSslscan()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("sslscan")).isEmpty())
            QSKIP("sslscan is not installed");
        const auto tls = server(listen());
        const auto port = tls->start().value_or(Endpoint{}).port;
        const auto scan =
            run(QStringLiteral("sslscan"), {QStringLiteral("--no-colour"), QStringLiteral("127.0.0.1:%1").arg(port)});
        QStringList suites;
        QStringList groups;
        QStringList enabled;
        for (const auto &line : QString::fromUtf8(scan.output).split(QLatin1Char('\n'))) {
            const auto parts = line.simplified().split(QLatin1Char(' '));
            if (line.startsWith(QStringLiteral("Accepted")) || line.startsWith(QStringLiteral("Preferred")))
                suites += parts.value(4);
            else if (parts.value(1).endsWith(QStringLiteral("bits")) || parts.value(2) == QStringLiteral("bits"))
                groups += parts.value(3);
            else if (parts.size() == 2 && parts[1] == QStringLiteral("enabled"))
                enabled += parts[0];
        }
        QCOMPARE(enabled, QStringList{QStringLiteral("TLSv1.3")});
        suites.sort();
        QCOMPARE(suites,
                 (QStringList{QStringLiteral("TLS_AES_128_GCM_SHA256"), QStringLiteral("TLS_AES_256_GCM_SHA384"),
                              QStringLiteral("TLS_CHACHA20_POLY1305_SHA256")}));
        groups.sort();
        QCOMPARE(groups.size(), 3);
        QVERIFY2(groups.join(QLatin1Char(' ')).contains(QStringLiteral("x25519")), scan.output.constData());
    }

    void s2TakesThreeGroupsOnly_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("X25519") << QStringLiteral("X25519") << true;
        QTest::newRow("P-256") << QStringLiteral("P-256") << true;
        QTest::newRow("P-384") << QStringLiteral("P-384") << true;
        QTest::newRow("P-521") << QStringLiteral("P-521") << false;
        QTest::newRow("X448") << QStringLiteral("X448") << false;
        QTest::newRow("ffdhe2048") << QStringLiteral("ffdhe2048") << false;
    }
    void s2TakesThreeGroupsOnly()
    {
        QFETCH(QString, group);
        QFETCH(bool, accepted);
        const auto tls = server(listen());
        const auto port = tls->start().value_or(Endpoint{}).port;
        const auto shown = handshake(port, qPrintable(QStringLiteral("-groups ") + group)).output;
        QCOMPARE(shown.contains("New, TLSv1.3"), accepted);
    }

    void f104GivesNoTicketsOut()
    {
        const auto tls = server(listen());
        const auto port = tls->start().value_or(Endpoint{}).port;
        QVERIFY(!handshake(port, "-tls1_3").output.contains("New Session Ticket arrived"));

        auto both = listen();
        both.tls->allowTls12 = true;
        const auto older = server(std::move(both));
        const auto second = older->start().value_or(Endpoint{}).port;
        const auto shown = handshake(second, "-tls1_2").output;
        QVERIFY(shown.contains("New, TLSv1.2"));
        QVERIFY(!shown.contains("TLS session ticket"));
        // Neither by ticket nor by number can a session be taken up again.
        const auto kept = file("session");
        QCOMPARE(handshake(second, qPrintable(QStringLiteral("-tls1_2 -sess_out ") + kept)).exitCode, 0);
        const auto again = handshake(second, qPrintable(QStringLiteral("-tls1_2 -sess_in ") + kept)).output;
        QVERIFY2(!again.contains("Reused"), again.constData());
    }

    void speaksHttp11InAlpn()
    {
        const auto tls = server(listen());
        const auto port = tls->start().value_or(Endpoint{}).port;
        QVERIFY(handshake(port, "-alpn h2,http/1.1").output.contains("ALPN protocol: http/1.1"));
        QVERIFY(!handshake(port, "-alpn h2").output.contains("New, TLSv1.3"));
    }

    void f86ClosesPlainHttpWithoutAnAnswer_data()
    {
        QTest::addColumn<QByteArray>("request");
        const QByteArray host = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        QTest::newRow("F86 nobody") << "GET /static" + host + "\r\n";
        QTest::newRow("F87 a page, which isn't sent elsewhere") << "GET /" + host + "Accept: text/html\r\n\r\n";
        QTest::newRow("F87 a token, which isn't sent elsewhere")
            << "POST /x" + host + "Authorization: Bearer secret\r\nContent-Length: 0\r\n\r\n";
        QTest::newRow("F94 a WebSocket") << "GET /socket" + host +
                                                "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                                "Sec-WebSocket-Version: 13\r\n"
                                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }
    void f86ClosesPlainHttpWithoutAnAnswer()
    {
        QFETCH(QByteArray, request);
        const auto tls = server(listen());
        const auto port = tls->start().value_or(Endpoint{}).port;
        const auto before = m_application.handled.load();
        RawClient client(port);
        client.send(request.toStdString());
        QCOMPARE(client.untilClosed(), std::optional<std::string>(""));
        QCOMPARE(m_application.handled.load(), before);
        QCOMPARE(curl(trust() + QStringList{url(port)}).status, 200);
    }

    void cutsASlowHandshake()
    {
        Limits limits;
        limits.headerDeadline = 300ms;
        const auto tls = server(listen(), limits);
        const auto port = tls->start().value_or(Endpoint{}).port;
        RawClient silent(port);
        RawClient begun(port);
        begun.send(std::string("\x16\x03\x01\x02\x00\x01", 6));
        QVERIFY(silent.untilClosed(3s).has_value());
        QVERIFY(begun.untilClosed(3s).has_value());
        QCOMPARE(curl(trust() + QStringList{url(port)}).status, 200);
    }

    void f102RefusesAKeyThatOthersCanRead()
    {
        QVERIFY(make(QStringLiteral("open"), "/CN=open"));
        const auto key = file("open.key");
        for (const auto extra : {QFile::ReadOther, QFile::WriteOther, QFile::WriteGroup}) {
            QVERIFY(QFile::setPermissions(key, QFile::ReadOwner | QFile::WriteOwner | extra));
            const auto started = server(listen("open.crt", "open.key"))->start();
            QVERIFY(!started);
            QCOMPARE(started.error().code, ErrorCode::io);
            QVERIFY(started.error().message.find("open.key") != std::string::npos);
            QVERIFY(started.error().message.find("chmod 600") != std::string::npos);
        }
        QVERIFY(QFile::setPermissions(key, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        QVERIFY(server(listen("open.crt", "open.key"))->start().has_value());
    }

    void f101NamesTheFileThatIsNoGood()
    {
        const auto problem = [&](const char *certificate, const char *key) {
            const auto started = server(listen(certificate, key))->start();
            return started ? std::string() : started.error().message;
        };
        QVERIFY(problem("server.crt", "absent.key").find("absent.key") != std::string::npos);
        QVERIFY(problem("absent.crt", "server.key").find("absent.crt") != std::string::npos);
        QVERIFY(problem("server.crt", "other.key").find("doesn't belong") != std::string::npos);
        QCOMPARE(run(QStringLiteral("openssl"),
                     words("ec -aes256 -passout pass:secret -in") +
                         QStringList{file("server.key"), QStringLiteral("-out"), file("locked.key")})
                     .exitCode,
                 0);
        QVERIFY(QFile::setPermissions(file("locked.key"), QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(problem("server.crt", "locked.key").find("unencrypted") != std::string::npos);
        QVERIFY(make(QStringLiteral("weak"), "/CN=weak", "rsa:1024"));
        QVERIFY(problem("weak.crt", "weak.key").find("weak.crt") != std::string::npos);
    }

    void f97ReadsTheCertificateAgainWhenItChanges()
    {
        QVERIFY(make(QStringLiteral("live"), "/CN=before"));
        const auto tls = server(listen("live.crt", "live.key"));
        const auto port = tls->start().value_or(Endpoint{}).port;
        QVERIFY(subjectSeen(port).endsWith("before"));
        QVERIFY(make(QStringLiteral("live"), "/CN=after"));
        QVERIFY(subjectSeen(port).endsWith("after"));
        QVERIFY(m_log.has("tls info: certificate read again"));

        QFile broken(file("live.crt"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("nothing of use\n");
        broken.close();
        QVERIFY(subjectSeen(port).endsWith("after"));
        QVERIFY(m_log.has("tls warning: certificate kept"));

        QVERIFY(make(QStringLiteral("live"), "/CN=repaired"));
        QVERIFY(subjectSeen(port).endsWith("repaired"));
    }

    void f90WantsAClientCertificateWhereACaIsGiven()
    {
        // The server's own file is the CA, and `other` isn't signed by it.
        QCOMPARE(run(QStringLiteral("openssl"),
                     words("req -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /O=House/CN=agent -keyout") +
                         QStringList{file("agent.key"), QStringLiteral("-out"), file("agent.csr")})
                     .exitCode,
                 0);
        QCOMPARE(
            run(QStringLiteral("openssl"),
                words("x509 -req -days 2 -CAcreateserial -in") +
                    QStringList{file("agent.csr"), QStringLiteral("-CA"), file("server.crt"), QStringLiteral("-CAkey"),
                                file("server.key"), QStringLiteral("-out"), file("agent.crt")})
                .exitCode,
            0);
        auto guarded = listen();
        guarded.tls->clientCa = path(file("server.crt"));
        const auto tls = server(std::move(guarded));
        const auto port = tls->start().value_or(Endpoint{}).port;
        const auto with = [&](const char *certificate, const char *key) {
            return curl(trust() + QStringList{QStringLiteral("--cert"), file(certificate), QStringLiteral("--key"),
                                              file(key), url(port, "127.0.0.1", "/x")});
        };
        QCOMPARE(curl(trust() + QStringList{url(port)}).status, 0);
        QCOMPARE(with("other.crt", "other.key").status, 0);
        const auto known = with("agent.crt", "agent.key");
        QCOMPARE(known.status, 200);
        QVERIFY2(known.text.contains("\"subject\":\"CN=agent,O=House\""), known.text.constData());
    }

    void saysGoodbyeInTls()
    {
        const auto tls = server(listen());
        const auto port = tls->start().value_or(Endpoint{}).port;
        const auto answer = curl(trust() + words("-v -H Connection:close") + QStringList{url(port)});
        QCOMPARE(answer.exitCode, 0);
        QCOMPARE(answer.status, 200);
    }

    void refusesALargeBodyOverTls()
    {
        const auto tls = server(listen());
        const auto port = tls->start().value_or(Endpoint{}).port;
        QFile large(file("large.json"));
        QVERIFY(large.open(QIODevice::WriteOnly));
        large.write(QByteArray(3 << 20, ' '));
        large.close();
        const auto answer = curl(trust() + words("-H Content-Type:application/json --data-binary") +
                                 QStringList{QLatin1Char('@') + file("large.json"), url(port)});
        QCOMPARE(answer.status, 413);
    }
};

QTEST_GUILESS_MAIN(TestHttpTls)
#include "test_http_tls.moc"
