// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/transport/transport.h"
#include "tests/client/await.h"
#include "tests/client/servers/system_world.h"
#include "tests/client/transport/raw_server.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

using namespace castellan;
using namespace castellan::client;

namespace {

Request requestOf(const QByteArray &method, const QString &path)
{
    Request r;
    r.method = method;
    r.path = path;
    r.expect = Expect::done;
    return r;
}

/// A server that takes requests and never answers.
class SilentServer {
public:
    SilentServer()
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            auto *socket = m_server.nextPendingConnection();
            ++m_connections;
            ++m_open;
            QObject::connect(socket, &QTcpSocket::readyRead, &m_server,
                             [this, socket] { m_received += socket->readAll(); });
            QObject::connect(socket, &QTcpSocket::disconnected, &m_server, [this] { --m_open; });
        });
    }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort())); }
    [[nodiscard]] int open() const { return m_open; }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] const QByteArray &received() const { return m_received; }

private:
    QTcpServer m_server;
    QByteArray m_received;
    int m_connections = 0;
    int m_open = 0;
};

}  // namespace

/// A screen that closes ends the requests that it waits for.
class TestCancellation : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    OpenSslRandom m_random;

    static Endpoint endpointAt(const QUrl &url)
    {
        Endpoint endpoint;
        endpoint.base = url;
        return endpoint;
    }

private Q_SLOTS:
    void endsARequestWhoseContextDies()
    {
        SilentServer server;
        Transport transport(endpointAt(server.url()), m_clock, m_random);
        QSignalSpy failures(&transport, &Transport::failed);
        auto screen = std::make_unique<QObject>();
        bool heard = false;
        // One operation built from another, as in facets.
        const auto name = mapped(&transport, transport.send(requestOf("GET", QStringLiteral("/slow"))),
                                 [](Result<Reply> r) -> Result<int> {
                                     if (!r)
                                         return fail(std::move(r).error());
                                     return r->status;
                                 });
        const auto after = chained(&transport, name, [](int) { return ready<void>({}); });
        whenDone(screen.get(), after, [&heard](const Result<void> &) { heard = true; });
        QTRY_COMPARE(server.open(), 1);
        QTRY_VERIFY(server.received().contains("GET /slow"));
        screen.reset();
        QTRY_COMPARE(server.open(), 0);  // long before any time-out
        QVERIFY(!heard);
        QCOMPARE(failures.size(), 0);  // an end of our own is no trouble of the connection
        QCOMPARE(server.connections(), 1);
    }

    void letsAWriteGoOnWhoseContextDies()
    {
        SilentServer server;
        Transport transport(endpointAt(server.url()), m_clock, m_random);
        auto screen = std::make_unique<QObject>();
        whenDone(screen.get(), transport.send(requestOf("POST", QStringLiteral("/write"))),
                 [](const Result<Reply> &) {});
        QTRY_VERIFY(server.received().contains("POST /write"));
        screen.reset();
        QVERIFY(!QTest::qWaitFor([&] { return server.open() == 0; }, 200));
    }

    void forgetsAParkedRequestWhoseContextDies()
    {
        RawServer server;
        server.answer = [](const RawRequest &) { return RawServer::reply(401, "{}"); };
        Transport transport(endpointAt(server.url()), m_clock, m_random);
        transport.setSignedIn(true);
        auto screen = std::make_unique<QObject>();
        whenDone(screen.get(), transport.send(requestOf("GET", QStringLiteral("/x"))), [](const Result<Reply> &) {});
        QTRY_COMPARE(transport.parked(), std::size_t(1));
        screen.reset();
        QTRY_COMPARE(transport.parked(), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(TestCancellation)
#include "test_cancellation.moc"
