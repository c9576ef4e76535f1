// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/back_off.h"
#include "client/feed/live_feed.h"
#include "client/feed/stream_cursor.h"

#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>

class QWebSocket;

namespace castellan::client {

struct StreamEvents;
struct StreamFrame;

/// Events over a WebSocket (subprotocol audit.v1.json). Remembers its position; after the end of a connection
/// it continues from there. Messages are parsed on a worker, in their order.
class StreamFeed final : public Feed {
    Q_OBJECT
public:
    StreamFeed(Platform &platform, const Clock &clock, Random &random, const FeedTiming &timing,
               QObject *parent = nullptr);
    ~StreamFeed() override;

    [[nodiscard]] FeedMode mode() const override { return m_mode; }
    [[nodiscard]] QString detail() const override { return m_detail; }
    [[nodiscard]] std::chrono::milliseconds pollInterval() const override { return {}; }
    [[nodiscard]] std::vector<SourceAge> ages() const override { return {}; }
    [[nodiscard]] QDateTime checkedAt(const AuditSource &) const override { return m_heardAt; }
    void setFocus(const AuditSource &) override {}
    void start() override;
    void stop() override;
    void acceptHistory() override;

    /// Where the next connection resumes; empty before the first. May be saved and restored after a restart.
    [[nodiscard]] QString cursor() const;
    void setCursor(const QString &cursor);

Q_SIGNALS:
    /// The server answers requests but offers no stream. No further attempt is made until start().
    void unavailable(const QString &reason);

private:
    void setMode(FeedMode mode, const QString &detail = {});
    void connectNow();
    void openSocket(const StreamRequest &stream);
    void retry(const QString &why);
    void broken(const QString &why);
    void hangUp();
    void hello();
    void lost();
    void askWhy();
    void ended(int code, const QString &reason);
    void receive(const QString &text);
    void take(StreamFrame frame, qsizetype bytes);
    void welcomed(const records::StreamWelcome &welcome);
    void takeBatch(StreamEvents batch, qsizetype bytes);
    void takeHeartbeat(const records::StreamHeartbeat &heartbeat);
    void heard();
    void acknowledge();
    void tellGap(const QDateTime &until);

    Platform &m_platform;
    const Clock &m_clock;
    FeedTiming m_timing;
    BackOff m_backOff;
    QThreadPool m_parser;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_retry;
    QTimer m_deadline;  ///< handshake, then welcome, then silence
    QTimer m_ack;
    std::optional<StreamCursor> m_cursor;
    QDateTime m_heardAt;  ///< our time of the last batch or heartbeat
    QDateTime m_lastAt;   ///< of the last event or heartbeat
    QString m_gapReason;  ///< a gap to be told with the next event
    std::int64_t m_expected = 0;
    std::int64_t m_acked = 0;
    int m_unackedBatches = 0;
    qsizetype m_unackedBytes = 0;
    int m_mismatches = 0;
    unsigned m_attempt = 0;  ///< a late response to an earlier attempt is ignored
    int m_refusals = 0;
    int m_breaches = 0;  ///< of the protocol, since the last good batch
    int m_queuedMessages = 0;
    qsizetype m_queuedSize = 0;  ///< of messages that wait for the worker
    std::chrono::milliseconds m_silence{25'000};
    FeedMode m_mode = FeedMode::stopped;
    QString m_detail;
    bool m_opened = false;
    bool m_welcomed = false;
};

}  // namespace castellan::client
