// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// A server on a port of this machine proves who it is before it gets anything.
#include "client/connectors/castellan/castellan_platform.h"
#include "client/transport/transport.h"
#include "core/crypto/base64url.h"
#include "core/crypto/digest.h"
#include "core/crypto/ed25519.h"
#include "core/crypto/server_identity.h"
#include "tests/client/servers/list_world.h"
#include "tests/client/transport/raw_server.h"

#include <QUrlQuery>

using namespace castellan;
using namespace castellan::client;
using namespace Qt::StringLiterals;

namespace {

/// A server that answers like Castellan, with the identity that the test chooses.
struct House {
    RawServer server;
    std::optional<Secret> key;
    QByteArray hostToSign;  ///< another than the one asked for, if not empty
    std::function<QByteArray(const RawRequest &)> identity;

    explicit House(const char *seed, quint16 port = 0)
    {
        if (seed) {
            key.emplace(ed25519::keySize);
            for (auto &byte : key->writable())
                byte = std::byte(*seed);
        }
        if (port > 0) {
            server.close();
            server.listen(QHostAddress::LocalHost, port);
        }
        server.answer = [this](const RawRequest &r) { return say(r); };
    }
    QByteArray say(const RawRequest &r) const
    {
        if (r.target == "/api/v1/settings")
            return RawServer::reply(200, "{\"features\":{},\"user:signup\":false}");
        if (r.target == "/api/json")
            return RawServer::reply(200, "{\"info\":{\"title\":\"Castellan\"},\"paths\":{\"/api/v1/identity\":"
                                         "{\"get\":{}}}}");
        if (r.target.startsWith("/api/v1/identity?"))
            return identity ? identity(r) : proof(r);
        if (r.target == "/account/login")
            return RawServer::reply(200, {}, {}, {"Set-Cookie: sid=S1; Path=/; HttpOnly"});
        if (r.target == "/api/v1/user")
            return RawServer::reply(200, "{\"id\":\"u1\",\"username\":\"alice\",\"admin\":true}");
        return RawServer::reply(200, "{\"meta\":{},\"count\":0,\"teams\":[]}");
    }
    QByteArray proof(const RawRequest &r) const
    {
        if (!key)
            return RawServer::reply(404, "{\"code\":\"not_found\",\"error\":\"not found\"}");
        const auto nonce = fromBase64Url(
            QUrlQuery(QUrl(QString::fromLatin1(r.target)).query()).queryItemValue(u"nonce"_s).toStdString());
        const auto host = (hostToSign.isEmpty() ? r.header("host") : hostToSign).toStdString();
        const auto message = server_identity::message(host, nonce.value_or(WipingBytes()));
        const auto signature = ed25519::sign(*key, bytesOf(message)).value();
        return RawServer::reply(
            200, "{\"key\":\"" + QByteArray::fromStdString(toBase64Url(bytesOf(ed25519::publicKey(*key).value()))) +
                     "\",\"host\":\"" + QByteArray::fromStdString(host) + "\",\"signature\":\"" +
                     QByteArray::fromStdString(toBase64Url(bytesOf(signature))) + "\"}");
    }
    /// The parts of the requests it received that a stranger could use or learn from.
    [[nodiscard]] QByteArray learned() const
    {
        QByteArray out;
        for (const auto &r : server.seen) {
            if (!r.target.startsWith("/api/v1/identity?"))
                out += r.method + ' ' + r.target + '\n';
            for (const auto *name : {"cookie", "authorization", "x-castellan-launch", "x-csrf-token"})
                if (r.headers.contains(name))
                    out += QByteArray(name) + ": " + r.header(name) + '\n';
            out += r.body;
        }
        return out;
    }
};

}  // namespace

class TestIdentityProof : public QObject {
    Q_OBJECT

    SystemClock m_clock;

private Q_SLOTS:
    void sendsProofAndCredentialsToOneAddressOfLocalhost()
    {
        ListWorld world;
        House house("a");
        QTcpServer stranger;  // at the loopback address that a resolver may name first
        QVERIFY(stranger.listen(QHostAddress::LocalHostIPv6, house.server.serverPort()));
        const QUrl url(u"http://localhost:%1"_s.arg(house.server.serverPort()));
        auto *server = world.connectTo(url);
        QVERIFY(server);
        QTRY_COMPARE(server->state(), ConnectionState::connected);
        QVERIFY(!stranger.hasPendingConnections());
        for (const auto &request : house.server.seen)
            QVERIFY2(request.header("host").startsWith("127.0.0.1:"), request.header("host").constData());
    }

    void findsAServerAtTheOtherAddressOfLocalhost()
    {
        ListWorld world;
        House house("a");
        house.server.close();
        QVERIFY(house.server.listen(QHostAddress::LocalHostIPv6));
        const QUrl url(u"http://localhost:%1"_s.arg(house.server.serverPort()));
        auto *server = world.connectTo(url);
        QVERIFY(server);
        QTRY_COMPARE(server->state(), ConnectionState::connected);
        // Proven under that address: a proof in the name of the other one would be another server's.
        house.hostToSign = "127.0.0.1:" + QByteArray::number(house.server.serverPort());
        auto flow = world.list.connectNew();
        FAILS(await(flow->probe(url.toString())), ErrorCode::pin_mismatch);
    }

    void remembersWhoAnsweredWhenOneSignedIn()
    {
        ListWorld world;
        House house("a");
        auto *server = world.connectTo(house.server.url(), u"House"_s);
        QVERIFY(server);
        const auto key = ed25519::publicKey(*house.key).value();
        QCOMPARE(server->profile().identity.toStdString(), toHex(bytesOf(key)));
        ServerList again(world.surroundings);
        OK(again.load());
        QCOMPARE(again.at(0)->profile().identity, server->profile().identity);
        again.at(0)->open();
        QTRY_COMPARE(again.at(0)->state(), ConnectionState::connected);
    }

    void aForeignServerOnThatPortGetsNothing_data()
    {
        QTest::addColumn<QByteArray>("stranger");
        QTest::newRow("that knows nothing of identities") << QByteArray();
        QTest::newRow("with a key of its own") << QByteArray("b");
        QTest::newRow("that claims the key") << QByteArray("claims");
        QTest::newRow("that repeats an old answer") << QByteArray("repeats");
        QTest::newRow("that hangs up") << QByteArray("hangs up");
    }
    void aForeignServerOnThatPortGetsNothing()
    {
        QFETCH(QByteArray, stranger);
        ListWorld world;
        quint16 port = 0;
        QByteArray oldAnswer;
        QByteArray key;
        {
            House house("a");
            house.identity = [&](const RawRequest &r) { return oldAnswer = house.proof(r); };
            QVERIFY(world.connectTo(house.server.url(), u"House"_s));
            port = house.server.serverPort();
            key = QByteArray::fromStdString(toBase64Url(bytesOf(ed25519::publicKey(*house.key).value())));
        }
        QVERIFY(!world.store.entries.empty());
        House foreign(stranger == "b" ? "b" : nullptr, port);
        QCOMPARE(foreign.server.serverPort(), port);
        if (stranger == "claims")
            foreign.identity = [&](const RawRequest &) {
                return RawServer::reply(200, "{\"key\":\"" + key + "\",\"host\":\"x\",\"signature\":\"" +
                                                 QByteArray(86, 'A') + "\"}");
            };
        if (stranger == "repeats")
            foreign.identity = [&](const RawRequest &) { return oldAnswer; };
        if (stranger == "hangs up")
            foreign.identity = [](const RawRequest &) { return QByteArray(); };

        ServerList again(world.surroundings);
        OK(again.load());
        auto *server = again.at(0);
        server->open();
        const auto expected = stranger == "hangs up" ? ConnectionState::offline : ConnectionState::tls_error;
        QTRY_COMPARE(server->state(), expected);
        if (expected == ConnectionState::tls_error)
            QCOMPARE(server->lastError().code, ErrorCode::pin_mismatch);
        QVERIFY(!foreign.server.seen.isEmpty());
        QCOMPARE(foreign.learned(), QByteArray());
    }

    /// The stranger asks the real server, which runs at another port, and hands its answer on.
    void anAnswerThatWasPassedOnCountsForNothing()
    {
        ListWorld world;
        quint16 port = 0;
        {
            House house("a");
            QVERIFY(world.connectTo(house.server.url(), u"House"_s));
            port = house.server.serverPort();
        }
        House moved("a");  // the real one, elsewhere
        House foreign("a", port);
        foreign.hostToSign = "127.0.0.1:" + QByteArray::number(moved.server.serverPort());
        ServerList again(world.surroundings);
        OK(again.load());
        again.at(0)->open();
        QTRY_COMPARE(again.at(0)->state(), ConnectionState::tls_error);
        QCOMPARE(foreign.learned(), QByteArray());
    }

    void asksAgainAfterALostConnection()
    {
        quint16 port = 0;
        OpenSslRandom random;
        Endpoint endpoint;
        std::unique_ptr<Transport> transport;
        const auto get = [&] {
            Request request;
            request.path = u"/api/v1/user"_s;
            return await(transport->send(std::move(request)));
        };
        {
            House house("a");
            port = house.server.serverPort();
            endpoint.base = house.server.url();
            endpoint.dialect = own::dialect();
            endpoint.identity = QString::fromStdString(toHex(bytesOf(ed25519::publicKey(*house.key).value())));
            transport = std::make_unique<Transport>(endpoint.clone(), m_clock, random);
            transport->setBearer(Secret(std::string_view("TOKEN")));
            QVERIFY(transport->credentialHeaders().isEmpty());
            OK(get());
            QVERIFY(!transport->credentialHeaders().isEmpty());
            QVERIFY(house.learned().contains("Bearer TOKEN"));
        }
        FAILS(get(), ErrorCode::offline);
        QVERIFY(transport->credentialHeaders().isEmpty());
        {
            House foreign("b", port);
            FAILS(get(), ErrorCode::pin_mismatch);
            FAILS(await(transport->proven()), ErrorCode::pin_mismatch);
            QCOMPARE(foreign.learned(), QByteArray());
        }
        House house("a", port);
        OK(get());
    }

    void asksOnceForManyRequests()
    {
        House house("a");
        OpenSslRandom random;
        Endpoint endpoint;
        endpoint.base = house.server.url();
        endpoint.dialect = own::dialect();
        endpoint.identity = QString::fromStdString(toHex(bytesOf(ed25519::publicKey(*house.key).value())));
        Transport transport(endpoint.clone(), m_clock, random);
        std::vector<Future<Reply>> answers;
        for (int i = 0; i < 10; ++i) {
            Request request;
            request.path = u"/api/v1/user"_s;
            answers.push_back(transport.send(std::move(request)));
        }
        for (auto &answer : answers)
            OK(await(std::move(answer)));
        int asked = 0;
        for (const auto &r : house.server.seen)
            asked += r.target.startsWith("/api/v1/identity?") ? 1 : 0;
        QCOMPARE(asked, 1);
    }
};

QTEST_GUILESS_MAIN(TestIdentityProof)
#include "test_identity_proof.moc"
