// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/transport/secure_socket.h"
#include "client/transport/tls.h"
#include "client/transport/transport.h"
#include "tests/client/await.h"
#include "tests/client/servers/system_world.h"
#include "tests/client/transport/raw_server.h"
#include "tests/client/transport/tunnel_proxy.h"

#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QWebSocket>

using namespace castellan;
using namespace castellan::client;

namespace {

struct TlsServer : RawServer {
    explicit TlsServer(const TestCertificate &certificate) { tls = certificate.configuration(); }
};

}  // namespace

class TestTls : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    OpenSslRandom m_random;
    QTemporaryDir m_folder;
    TestCertificate m_own;      ///< for 127.0.0.1
    TestCertificate m_other;    ///< for another name
    TestCertificate m_expired;  ///< for 127.0.0.1, until yesterday

    static QString pinOf(const TestCertificate &c)
    {
        return publicKeyHash(QSslCertificate::fromPath(c.certificate).value(0));
    }
    Endpoint endpoint(const RawServer &server) const
    {
        Endpoint e;
        e.base = server.url();
        return e;
    }
    Endpoint pinned(const RawServer &server, const TestCertificate &certificate) const
    {
        auto e = endpoint(server);
        e.pin = pinOf(certificate);
        return e;
    }
    Result<Reply> ask(Transport &transport)
    {
        transport.setBearer(Secret(std::string_view("TOPSECRET")));
        Request r;
        r.path = QStringLiteral("/x");
        return await(transport.send(std::move(r)));
    }

    /// Lets the server accept only clients with a certificate of the other authority.
    Endpoint askingForACertificate(RawServer &server)
    {
        auto tls = m_own.configuration();
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        tls.setCaCertificates(QSslCertificate::fromPath(m_other.certificate));
        server.tls = tls;
        auto e = endpoint(server);
        e.caFile = m_own.certificate;
        return e;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto make = [&](const char *name, int days, TestCertificate &into) {
            auto made = TestCertificate::make(m_folder.path(), QLatin1String(name), days);
            if (made)
                into = *made;
            return made.has_value();
        };
        QVERIFY(make("own", 30, m_own));
        QVERIFY(make("other", 30, m_other));
        QVERIFY(make("expired", -1, m_expired));
        QVERIFY(pinOf(m_own).size() == 64 && pinOf(m_own) != pinOf(m_other));
    }

    void refusesAnUnknownIssuerAndTellsWhatItSaw()
    {
        TlsServer server(m_own);
        Transport transport(endpoint(server), m_clock, m_random);
        FAILS(ask(transport), ErrorCode::tls);
        QVERIFY(server.seen.isEmpty());
        const auto shown = transport.certificate();
        QVERIFY(shown);
        QCOMPARE(shown->subject, QStringLiteral("own"));
        QCOMPARE(shown->issuer, QStringLiteral("own"));
        QCOMPARE(shown->publicKey, pinOf(m_own));
        QCOMPARE(shown->fingerprint.size(), 95);
        QVERIFY(shown->validUntil > QDateTime::currentDateTimeUtc());
        QVERIFY(!shown->problems.isEmpty());
        QVERIFY(shown->trustable);
    }

    void trustsACaFile()
    {
        TlsServer server(m_own);
        auto e = endpoint(server);
        e.caFile = m_own.certificate;
        Transport transport(std::move(e), m_clock, m_random);
        OK(ask(transport));
        QVERIFY(transport.certificate()->problems.isEmpty());
    }

    void trustsAPinnedKeyWhateverItsNameAndIssuer()
    {
        TlsServer server(m_other);
        auto e = endpoint(server);
        e.pin = pinOf(m_other).toUpper();
        Transport transport(std::move(e), m_clock, m_random);
        OK(ask(transport));
        OK(ask(transport));
    }

    void sendsNothingToAnotherKey()
    {
        TlsServer server(m_own);
        Transport transport(pinned(server, m_other), m_clock, m_random);
        FAILS(ask(transport), ErrorCode::pin_mismatch);
        QVERIFY(server.seen.isEmpty());
    }

    void sendsNothingToAnotherKeyEvenOfATrustedIssuer()
    {
        TlsServer server(m_own);
        auto e = pinned(server, m_other);
        e.caFile = m_own.certificate;
        for (int i = 0; i < 20; ++i) {
            Transport transport(e.clone(), m_clock, m_random);
            FAILS(ask(transport), ErrorCode::pin_mismatch);
        }
        QVERIFY(server.seen.isEmpty());
    }

    void refusesAnExpiredCertificateInSpiteOfThePin()
    {
        TlsServer server(m_expired);
        Transport transport(pinned(server, m_expired), m_clock, m_random);
        FAILS(ask(transport), ErrorCode::tls);
        QVERIFY(!transport.certificate()->trustable);
        QVERIFY(server.seen.isEmpty());
    }

    void showsAClientCertificate()
    {
        RawServer server;
        auto e = askingForACertificate(server);
        Transport without(e.clone(), m_clock, m_random);
        QVERIFY(!ask(without));
        QVERIFY(server.seen.isEmpty());
        e.clientCertificate = m_other.certificate;
        e.clientKey = m_other.key;
        Transport with(std::move(e), m_clock, m_random);
        OK(ask(with));
    }

    void opensAnEncryptedKeyWithItsPassphrase_data()
    {
        QTest::addColumn<bool>("pkcs8");
        QTest::newRow("PKCS #8") << true;
        QTest::newRow("the older form") << false;
    }
    void opensAnEncryptedKeyWithItsPassphrase()
    {
        QFETCH(bool, pkcs8);
        RawServer server;
        auto e = askingForACertificate(server);
        e.clientCertificate = m_other.certificate;
        e.clientKey = m_other.encryptedKey("over the hills", pkcs8);
        QVERIFY(keyIsEncrypted(e.clientKey));
        QVERIFY(!keyIsEncrypted(m_other.key));
        for (const char *phrase : {"", "under the hills"}) {
            e.keyPassphrase = Secret(std::string_view(phrase));
            Transport closed(e.clone(), m_clock, m_random);
            const auto answer = ask(closed);
            FAILS(answer, ErrorCode::validation);
            QCOMPARE(answer.error().path, std::string("keyPassphrase"));
            QVERIFY(answer.error().message.find("under") == std::string::npos);
        }
        QCOMPARE(server.connections, 0);
        e.keyPassphrase = Secret(std::string_view("over the hills"));
        Transport open(std::move(e), m_clock, m_random);
        OK(ask(open));
    }

    void namesTheFileThatCantBeUsed()
    {
        TlsServer server(m_own);
        auto e = endpoint(server);
        e.caFile = m_own.key;
        Transport ca(e.clone(), m_clock, m_random);
        const auto one = ask(ca);
        FAILS(one, ErrorCode::validation);
        QCOMPARE(one.error().path, std::string("caFile"));
        e.caFile.clear();
        e.clientCertificate = m_own.certificate;
        e.clientKey = m_own.certificate;
        Transport key(std::move(e), m_clock, m_random);
        const auto two = ask(key);
        FAILS(two, ErrorCode::validation);
        QCOMPARE(two.error().path, std::string("clientKey"));
        QCOMPARE(server.connections, 0);
    }

    void refusesAProxyThatIsNone()
    {
        RawServer server;
        for (const char *proxy : {"ftp://x:1", "nonsense", "http://user:pw@proxy:3128"}) {
            auto e = endpoint(server);
            e.proxy = QLatin1String(proxy);
            Transport transport(std::move(e), m_clock, m_random);
            const auto answer = ask(transport);
            FAILS(answer, ErrorCode::validation);
            QCOMPARE(answer.error().path, std::string("proxy"));
        }
        QCOMPARE(server.connections, 0);
    }

    void usesTheProxyOfItsServerOnly()
    {
        RawServer proxy;
        RawServer server;
        auto e = endpoint(server);
        e.proxy = proxy.url().toString();
        Transport through(std::move(e), m_clock, m_random);
        OK(ask(through));
        QCOMPARE(proxy.seen.size(), 1);
        QCOMPARE(server.connections, 0);
        Transport direct(endpoint(server), m_clock, m_random);
        OK(ask(direct));
        QCOMPARE(server.seen.size(), 1);
        auto system = endpoint(server);
        system.proxy = QStringLiteral("system");
        qputenv("http_proxy", proxy.url().toEncoded());
        Transport loopback(std::move(system), m_clock, m_random);
        OK(ask(loopback));
        qunsetenv("http_proxy");
        QCOMPARE(proxy.seen.size(), 1);
    }

    void showsItsUserToTheProxyAndNothingToTheProxyAboutTheServer()
    {
        TlsServer server(m_own);
        TunnelProxy proxy;
        proxy.user = "console";
        proxy.password = "pass:word";
        auto e = endpoint(server);
        e.caFile = m_own.certificate;
        e.proxy = proxy.url().toString();
        e.proxyUser = QStringLiteral("console");
        e.proxyPassword = Secret(std::string_view("another"));
        Transport wrong(e.clone(), m_clock, m_random);
        const auto refused = ask(wrong);
        FAILS(refused, ErrorCode::offline);
        QVERIFY(refused.error().message.find("proxy") != std::string::npos);
        QVERIFY(server.seen.isEmpty());
        e.proxyPassword = Secret(std::string_view("pass:word"));
        Transport right(std::move(e), m_clock, m_random);
        OK(ask(right));
        QCOMPARE(server.seen.size(), 1);
        QVERIFY(server.seen.front().header("proxy-authorization").isEmpty());
        QCOMPARE(proxy.tunnels.front(), server.url().authority().toLatin1());
    }

    // -- the stream's socket -----------------------------------------------------------------------------------------

    void opensAStreamByTheSameRules_data()
    {
        QTest::addColumn<QString>("pin");
        QTest::addColumn<bool>("ca");
        QTest::addColumn<bool>("reaches");
        QTest::newRow("unknown issuer") << QString() << false << false;
        QTest::newRow("CA file") << QString() << true << true;
        QTest::newRow("pinned") << pinOf(m_own) << false << true;
        QTest::newRow("pinned and CA file") << pinOf(m_own) << true << true;
        QTest::newRow("another key") << pinOf(m_other) << false << false;
        QTest::newRow("another key of a trusted issuer") << pinOf(m_other) << true << false;
    }
    void opensAStreamByTheSameRules()
    {
        QFETCH(QString, pin);
        QFETCH(bool, ca);
        QFETCH(bool, reaches);
        TlsServer server(m_own);
        auto e = endpoint(server);
        e.pin = pin;
        if (ca)
            e.caFile = m_own.certificate;
        QWebSocket socket;
        secure(socket, e);
        QNetworkRequest request(QUrl(QStringLiteral("wss://127.0.0.1:%1/s").arg(server.serverPort())));
        request.setRawHeader("Authorization", "Bearer TOPSECRET");
        QSignalSpy ended(&socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error));
        QSignalSpy closed(&socket, &QWebSocket::disconnected);
        socket.open(request);
        QTRY_VERIFY(!ended.isEmpty() || !closed.isEmpty() || !server.seen.isEmpty());
        QTest::qWait(50);
        QCOMPARE(!server.seen.isEmpty(), reaches);
    }
};

QTEST_GUILESS_MAIN(TestTls)
#include "test_tls.moc"
