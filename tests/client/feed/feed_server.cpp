// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/client/feed/feed_server.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace castellan::client::testing {
namespace {

QByteArray httpAnswer(int status, const QByteArray &body)
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " x\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
           body;
}

}  // namespace

FeedServer::FeedServer(QObject *parent)
    : QTcpServer(parent), m_upgrades(QStringLiteral("test"), QWebSocketServer::NonSecureMode)
{
    logs[QString()];
    connect(this, &QTcpServer::newConnection, this, &FeedServer::accepted);
    connect(&m_upgrades, &QWebSocketServer::newConnection, this, &FeedServer::upgraded);
    m_upgrades.setSupportedSubprotocols({QStringLiteral("audit.v1.json")});
    m_time.start();
    listen(QHostAddress::LocalHost);
    m_port = serverPort();
}

QUrl FeedServer::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port));
}

void FeedServer::listenAgain()
{
    listen(QHostAddress::LocalHost, m_port);
}

void FeedServer::goAway()
{
    close();
    for (auto *peer : findChildren<QTcpSocket *>())
        peer->abort();
    if (socket)
        socket->abort();
}

void FeedServer::happens(const QString &team, const QByteArray &createdAt, const QByteArray &event)
{
    const auto seq = ++m_head;
    const auto at =
        createdAt.isEmpty()
            ? QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-ddThh:mm:ss.zzzZ")).toLatin1()
            : createdAt;
    const QByteArray entry = R"({"id":"row)" + QByteArray::number(seq) + R"(","createdAt":")" + at + R"(","event":")" +
                             event + R"(","username":"ann","scope":{"id":null,"type":"platform"})" +
                             (streams ? R"(,"seq":)" + QByteArray::number(seq) : QByteArray()) + "}";
    logs[team].append(entry);
    m_stream.insert(seq, entry);
}

void FeedServer::accepted()
{
    while (auto *peer = nextPendingConnection()) {
        connect(peer, &QTcpSocket::disconnected, peer, &QObject::deleteLater);
        connect(peer, &QTcpSocket::readyRead, this, [this, peer] {
            const auto seen = peer->peek(16 * 1024);
            const auto end = seen.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            if (seen.left(end).toLower().contains("upgrade: websocket")) {
                if (!streams) {
                    peer->read(end + 4);
                    peer->write(httpAnswer(404, "{}"));
                    peer->disconnectFromHost();
                    return;
                }
                disconnect(peer, &QTcpSocket::readyRead, this, nullptr);
                for (const auto &line : seen.left(end).split('\n'))
                    if (line.toLower().startsWith("authorization:"))
                        authorization = line.mid(14).trimmed();
                m_upgrades.handleConnection(peer);
                Q_EMIT peer->readyRead();  // for what has come already
                return;
            }
            answer(peer, peer->read(end + 4));
        });
    }
}

void FeedServer::answer(QTcpSocket *peer, const QByteArray &head)
{
    const QUrl target(QString::fromLatin1(head.split(' ').value(1)));
    const QUrlQuery query(target);
    const auto path = target.path();
    QByteArray out;
    int delay = 0;
    if (path == QStringLiteral("/api/v1/user")) {
        out = httpAnswer(userStatus, userStatus == 200 ? R"({"id":"u1","username":"ann","admin":true})"
                                                       : R"({"code":"unauthorized","error":"unauthorized"})");
    } else if (path == QStringLiteral("/api/v1/teams") || path == QStringLiteral("/api/v1/user/teams")) {
        QByteArray teams;
        for (auto it = logs.cbegin(); it != logs.cend(); ++it)
            if (!it.key().isEmpty())
                teams += (teams.isEmpty() ? "" : ",") + QByteArray(R"({"id":")") + it.key().toLatin1() +
                         R"(","name":"Team )" + it.key().toLatin1() + R"("})";
        out = httpAnswer(200, R"({"meta":{},"count":0,"teams":[)" + teams + "]}");
        if (const auto then = std::exchange(onListing, {}))
            then();
    } else if (path.endsWith(QStringLiteral("/audit-log"))) {
        const auto team = path.startsWith(QStringLiteral("/api/v1/teams/")) ? path.section(u'/', 4, 4) : QString();
        asked.append({m_time.elapsed(), QString(team % u'?' % query.query())});
        delay = pageDelayMs;
        if (refused.contains(team.isEmpty() ? QStringLiteral("platform") : team))
            out = httpAnswer(403, R"({"code":"unauthorized","error":"unauthorized"})");
        else
            out =
                status == 200 ? httpAnswer(200, page(team, query)) : httpAnswer(status, R"({"code":"x","error":"x"})");
    } else {
        out = httpAnswer(404, R"({"code":"not_found","error":"Not Found"})");
    }
    QTimer::singleShot(delay, peer, [peer, out] { peer->write(out); });
}

QByteArray FeedServer::page(const QString &team, const QUrlQuery &query)
{
    const auto &log = logs[team];
    const auto limit = query.queryItemValue(QStringLiteral("limit")).toInt();
    const auto cursor = query.queryItemValue(QStringLiteral("cursor")).toLatin1();
    auto at = log.size();
    if (!cursor.isEmpty())
        for (at = 0; at < log.size() && !log[at].startsWith(QByteArray("{\"id\":\"" + cursor + '"'));)
            ++at;
    QByteArray rows, next;
    int given = 0;
    while (at > 0 && given < limit) {
        const auto &row = log[--at];
        rows += (given++ ? "," : "") + row;
        next = row.mid(7, row.indexOf('"', 7) - 7);
    }
    return R"({"meta":{)" + (at > 0 ? R"("next_cursor":")" + next + '"' : QByteArray()) + R"(},"count":)" +
           QByteArray::number(log.size()) + R"(,"log":[)" + rows + "]}";
}

void FeedServer::upgraded()
{
    socket = m_upgrades.nextPendingConnection();
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        const auto message = QJsonDocument::fromJson(text.toUtf8()).object();
        if (message[QStringLiteral("type")] == QStringLiteral("ack"))
            acks.append(message[QStringLiteral("to")].toInteger());
        else if (!deaf)
            hello(message[QStringLiteral("cursor")].toString().toLatin1());
    });
}

QByteArray FeedServer::cursorAt(qint64 seq) const
{
    return epoch + ':' + QByteArray::number(seq) + ":00ff00ff00ff00ff";
}

void FeedServer::hello(const QByteArray &cursor)
{
    hellos.append(cursor);
    if (const auto code = std::exchange(closeNext, 0)) {
        socket->close(QWebSocketProtocol::CloseCode(code), closeReason);
        return;
    }
    if (cursor.startsWith("tail:"))
        m_sent = std::max<qint64>(0, m_head - cursor.mid(5).toInt());
    else
        m_sent = cursor.split(':').value(1).toLongLong();
    sendRaw(R"({"type":"welcome","epoch":")" + epoch + R"(","oldest":)" + QByteArray::number(oldest) + R"(,"head":)" +
            QByteArray::number(m_head) + R"(,"cursor":")" + cursorAt(m_sent) + R"(","heartbeatMs":)" +
            QByteArray::number(heartbeatMs) + "}");
    if (m_sent < m_head)
        pushStream();
}

void FeedServer::pushStream()
{
    if (beforeBatch)
        std::exchange(beforeBatch, nullptr)(*socket);
    if (!socket)
        return;
    QByteArray events;
    for (auto it = m_stream.upperBound(m_sent); it != m_stream.end(); ++it)
        if (!hides || !hides(it.key()))
            events += (events.isEmpty() ? "" : ",") + it.value();
    sendRaw(R"({"type":"batch","from":)" + QByteArray::number(m_sent) + R"(,"to":)" + QByteArray::number(m_head) +
            R"(,"cursor":")" + cursorAt(m_head) + R"(","events":[)" + events + "]}");
    m_sent = m_head;
}

void FeedServer::heartbeat()
{
    sendRaw(R"({"type":"heartbeat","to":)" + QByteArray::number(m_sent) + R"(,"head":)" + QByteArray::number(m_head) +
            R"(,"time":"2026-11-22T03:00:00.000Z"})");
}

void FeedServer::sendRaw(const QByteArray &text)
{
    if (socket)
        socket->sendTextMessage(QString::fromUtf8(text));
}

FeedBench::FeedBench(bool withStream)
    : transport(
          [this] {
              Endpoint endpoint;
              endpoint.base = server.url();
              endpoint.userAgent = "test";
              return endpoint;
          }(),
          clock, random),
      platform(transport, PlatformInfo{QStringLiteral("Test"), {}},
               own::Offers(withStream ? QSet{QStringLiteral("get /api/v1/audit/stream")} : QSet<QString>()))
{
    server.streams = withStream;
    transport.setBearer(Secret(std::string_view("s3cret")));
}

}  // namespace castellan::client::testing
