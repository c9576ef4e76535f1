// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/castellan/castellan_platform.h"
#include "client/transport/transport.h"
#include "tests/client/servers/system_world.h"

#include <QElapsedTimer>
#include <QMap>
#include <QPointer>
#include <QTcpServer>
#include <QUrlQuery>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>

namespace castellan::client::testing {

/// A server in FlowFuse's shape, on a real socket: audit logs of a platform and its teams, and, if asked for, a live
/// stream of the platform's. For faults that a real server doesn't show on demand.
class FeedServer : public QTcpServer {
    Q_OBJECT
public:
    explicit FeedServer(QObject *parent = nullptr);

    /// Adds an entry to the platform's log, or to a team's. Numbers are sequence numbers and ids at once.
    void happens(const QString &team = {}, const QByteArray &createdAt = {}, const QByteArray &event = "account.login");
    void addTeam(const QString &id) { logs[id]; }

    [[nodiscard]] QUrl url() const;
    void listenAgain();  ///< on the same port
    void goAway();       ///< as if killed: every connection ends

    QMap<QString, QList<QByteArray>> logs;  ///< by team, platform under the empty name; oldest first
    int status = 200;                       ///< of every audit page; others fail with it
    std::function<void()> onListing;        ///< called once, after the first listing of teams
    QStringList refused;                    ///< teams whose log no caller may read
    int userStatus = 200;
    int pageDelayMs = 0;
    QList<QPair<qint64, QString>> asked;  ///< when (ms) which page was asked: "team?limit=…"

    bool streams = true;  ///< false: upgrades are refused with 404
    bool deaf = false;    ///< takes upgrades and says nothing
    QByteArray epoch = "e1";
    qint64 oldest = 1;
    std::function<bool(qint64 seq)> hides;          ///< events that this caller may not see
    std::function<void(QWebSocket &)> beforeBatch;  ///< once
    int closeNext = 0;                              ///< answers the next hello with this close code
    QString closeReason;
    int heartbeatMs = 10'000;
    QList<QByteArray> hellos;  ///< cursors
    QList<qint64> acks;
    QByteArray authorization;  ///< of the last upgrade
    QPointer<QWebSocket> socket;

    /// Sends what is new to the stream as one batch.
    void pushStream();
    void heartbeat();
    void sendRaw(const QByteArray &text);
    [[nodiscard]] QByteArray cursorAt(qint64 seq) const;
    [[nodiscard]] qint64 head() const { return m_head; }

private:
    void accepted();
    void answer(QTcpSocket *peer, const QByteArray &head);
    [[nodiscard]] QByteArray page(const QString &team, const QUrlQuery &query);
    void upgraded();
    void hello(const QByteArray &text);

    QWebSocketServer m_upgrades;
    QMap<qint64, QByteArray> m_stream;  ///< by seq
    qint64 m_head = 0;
    qint64 m_sent = 0;
    quint16 m_port = 0;
    QElapsedTimer m_time;
};

/// The real connector, talking to a FeedServer.
struct FeedBench {
    explicit FeedBench(bool withStream);

    FeedServer server;
    SystemClock clock;
    OpenSslRandom random;
    Transport transport;
    own::CastellanPlatform platform;
};

}  // namespace castellan::client::testing
