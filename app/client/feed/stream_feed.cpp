// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/feed/stream_feed.h"

#include "client/date_time.h"
#include "client/display_text.h"
#include "client/feed/stream_frame.h"
#include "client/on_worker.h"

#include <QNetworkRequest>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <utility>

namespace castellan::client {
namespace {

constexpr int mostMismatches = 3;
constexpr int mostRefusals = 2;
constexpr int mostBreaches = 3;
/// Batches of our server are at most 192 KiB.
constexpr quint64 longestMessage = 1024 * 1024;
/// What may wait for the worker: more than our server sends before it waits for an acknowledgement.
constexpr int mostQueuedMessages = 256;
constexpr qsizetype mostQueuedSize = 4 * 1024 * 1024;

QDateTime readTime(const std::string &text)
{
    const auto at = fromIso(text);
    return at ? toDateTime(*at) : QDateTime();
}

QDateTime timeOf(const EventRecord &event)
{
    return event.micros == 0 ? QDateTime() : toDateTime(fromMicros(event.micros));
}

/// The stream's own close codes, and the standard one that it uses.
std::optional<records::StreamClose> closeOf(int code)
{
    using enum records::StreamClose;
    for (const auto known :
         {restart, credentials_ended, right_lost, no_ack, older_than_retention, history_diverged, too_many_streams})
        if (code == int(known))
            return known;
    return std::nullopt;
}

}  // namespace

StreamFeed::StreamFeed(Platform &platform, const Clock &clock, Random &random, const FeedTiming &timing,
                       QObject *parent)
    : Feed(parent), m_platform(platform), m_clock(clock), m_timing(timing),
      m_backOff(timing.backOffFirst, timing.backOffMost, random)
{
    m_parser.setMaxThreadCount(1);  // in order
    for (auto *timer : {&m_retry, &m_deadline, &m_ack})
        timer->setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &StreamFeed::connectNow);
    connect(&m_deadline, &QTimer::timeout, this, &StreamFeed::lost);
    connect(&m_ack, &QTimer::timeout, this, &StreamFeed::acknowledge);
}

StreamFeed::~StreamFeed()
{
    hangUp();
}

QString StreamFeed::cursor() const
{
    return m_cursor ? QString::fromStdString(m_cursor->text) : QString();
}

void StreamFeed::setCursor(const QString &cursor)
{
    m_cursor = StreamCursor::parse(cursor.toStdString());
}

void StreamFeed::setMode(FeedMode mode, const QString &detail)
{
    const bool changed = m_mode != mode || m_detail != detail;
    m_mode = mode;
    m_detail = detail;
    if (changed)
        Q_EMIT modeChanged(mode);
}

void StreamFeed::start()
{
    if (m_mode == FeedMode::diverged || m_socket)
        return;
    m_backOff.reset();
    m_refusals = 0;
    connectNow();
}

void StreamFeed::stop()
{
    m_retry.stop();
    hangUp();
    if (m_mode != FeedMode::diverged)
        setMode(FeedMode::stopped);
}

void StreamFeed::acceptHistory()
{
    if (m_mode != FeedMode::diverged)
        return;
    m_cursor.reset();
    setMode(FeedMode::connecting);
    connectNow();
}

/// Closes the connection and ignores its further signals.
void StreamFeed::hangUp()
{
    m_deadline.stop();
    m_ack.stop();
    m_opened = m_welcomed = false;
    m_queuedMessages = 0;
    m_queuedSize = 0;
    m_parser.clear();  // messages of a closed connection are sent again over the next one
    if (!m_socket)
        return;
    auto *socket = m_socket.release();
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();  // this may be called from one of its signals
}

void StreamFeed::connectNow()
{
    m_retry.stop();
    hangUp();
    auto *log = m_platform.auditLog();
    if (!log || !log->streams()) {
        setMode(FeedMode::stopped);
        Q_EMIT unavailable(tr("This server offers no live stream."));
        return;
    }
    if (m_mode != FeedMode::waiting)
        setMode(FeedMode::connecting);
    const auto attempt = ++m_attempt;
    whenDone(this, log->stream(), [this, attempt](Result<StreamRequest> request) {
        if (attempt != m_attempt || m_mode == FeedMode::stopped || m_socket)
            return;
        if (request)
            openSocket(*request);
        else
            retry(displayText(request.error().message));
    });
}

void StreamFeed::openSocket(const StreamRequest &stream)
{
    m_socket = std::make_unique<QWebSocket>();
    auto *socket = m_socket.get();
    socket->setMaxAllowedIncomingFrameSize(longestMessage);
    socket->setMaxAllowedIncomingMessageSize(longestMessage);
    m_platform.auditLog()->secure(*socket);
    QNetworkRequest request(stream.url);
    for (const auto &[name, value] : stream.headers)
        request.setRawHeader(name, value);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({QStringLiteral("audit.v1.json")});
    connect(socket, &QWebSocket::connected, this, [this] {
        m_opened = true;
        hello();
    });
    connect(socket, &QWebSocket::disconnected, this, &StreamFeed::lost);
    connect(socket, &QWebSocket::textMessageReceived, this, &StreamFeed::receive);
    connect(socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this, [this] {
        if (!m_opened)
            lost();  // a refused handshake brings no disconnected()
    });
    m_deadline.start(m_timing.handshake);
    socket->open(request, options);
}

void StreamFeed::retry(const QString &why)
{
    hangUp();
    setMode(FeedMode::waiting, why);
    m_retry.start(m_backOff.next());
}

/// The server breaks the protocol. Over another connection it may do better; if it does not, events are polled.
void StreamFeed::broken(const QString &why)
{
    if (++m_breaches < mostBreaches)
        return retry(why);
    hangUp();
    m_breaches = 0;
    setMode(FeedMode::stopped);
    Q_EMIT unavailable(why);
}

void StreamFeed::hello()
{
    m_welcomed = false;
    m_deadline.start(m_timing.handshake);
    records::StreamHello hello;
    hello.cursor = m_cursor ? m_cursor->text : "tail:" + std::to_string(m_timing.firstPage);
    m_socket->sendTextMessage(QString::fromStdString(std::string(json::encodeText(hello))));
}

/// The connection is gone, or as good as gone.
void StreamFeed::lost()
{
    if (!m_socket)
        return;
    const bool opened = m_opened;
    const int code = m_socket->closeCode();
    const auto reason = m_socket->closeReason();
    hangUp();
    if (!opened)
        askWhy();
    else if (code == QWebSocketProtocol::CloseCodeTooMuchData)
        broken(tr("The server sent a message of more than 1 MiB."));
    else if (closeOf(code))
        ended(code, reason);
    else
        retry(tr("The connection was lost."));
}

/// A refused handshake gives no reason; an ordinary request with the same credentials does.
void StreamFeed::askWhy()
{
    setMode(FeedMode::waiting, tr("The stream could not be opened."));
    whenDone(this, m_platform.identity().whoAmI(), [this](Result<records::User> user) {
        if (m_mode != FeedMode::waiting || m_socket)
            return;  // stopped or started again meanwhile
        if (user) {
            if (++m_refusals >= mostRefusals) {
                setMode(FeedMode::stopped);
                Q_EMIT unavailable(tr("The server responds, but offers no live stream."));
            } else {
                retry(tr("The stream could not be opened."));
            }
            return;
        }
        const auto &error = user.error();
        switch (error.code) {
        case ErrorCode::unauthenticated:
        case ErrorCode::mfa_required:
        case ErrorCode::password_expired:
        case ErrorCode::mfa_enrolment_required:
        case ErrorCode::user_suspended:
            setMode(FeedMode::waiting, displayText(error.message));  // for start()
            return;
        default:
            retry(displayText(error.message));
        }
    });
}

void StreamFeed::ended(int code, const QString &reason)
{
    using enum records::StreamClose;
    switch (*closeOf(code)) {
    case restart:
        retry(tr("The server is restarting."));
        return;
    case credentials_ended:
    case right_lost:
        askWhy();
        return;
    case no_ack:
        connectNow();  // the delay was here, not on the server
        return;
    case older_than_retention:
        m_gapReason = tr("The server no longer keeps these events.");
        m_cursor = reason.startsWith(u"oldest=") ? StreamCursor::parse(reason.mid(7).toStdString()) : std::nullopt;
        connectNow();
        return;
    case history_diverged:
        setMode(FeedMode::diverged, tr("The server's history is not the one seen before."));
        Q_EMIT gap(m_lastAt, {}, tr("The server's history has changed: it was restored or altered."));
        return;
    case too_many_streams:
        setMode(FeedMode::stopped);
        Q_EMIT unavailable(tr("Too many live streams are open on this server."));
        return;
    }
}

void StreamFeed::receive(const QString &text)
{
    m_deadline.start(m_silence);
    ++m_queuedMessages;
    m_queuedSize += text.size();
    if (m_queuedMessages > mostQueuedMessages || m_queuedSize > mostQueuedSize)
        return broken(tr("The server sends events faster than they can be read."));
    const auto read = onWorker(m_parser, [text] {
        const auto utf8 = text.toUtf8();
        return Result<StreamFrame>(readFrame({utf8.constData(), std::size_t(utf8.size())}));
    });
    // Bound to the socket: messages of a closed connection are sent again over the next one.
    whenDone(m_socket.get(), read, [this, socket = m_socket.get(), bytes = text.size()](Result<StreamFrame> frame) {
        if (m_socket.get() != socket)
            return;
        --m_queuedMessages;
        m_queuedSize -= bytes;
        if (frame)
            take(std::move(*frame), bytes);
    });
}

void StreamFeed::take(StreamFrame frame, qsizetype bytes)
{
    if (!frame.error.empty()) {
        retry(tr("The server sent invalid stream data: %1").arg(displayText(frame.error)));
        return;
    }
    if (const auto *welcome = std::get_if<records::StreamWelcome>(&frame.message))
        welcomed(*welcome);
    else if (!m_welcomed)
        return;  // of the time before our last hello
    else if (const auto *batch = std::get_if<StreamEvents>(&frame.message))
        takeBatch(std::move(*batch), bytes);
    else if (const auto *heartbeat = std::get_if<records::StreamHeartbeat>(&frame.message))
        takeHeartbeat(*heartbeat);
    // resync: the server now reads events from its journal; the range continues as before.
}

void StreamFeed::welcomed(const records::StreamWelcome &welcome)
{
    auto cursor = StreamCursor::parse(welcome.cursor);
    if (!cursor) {
        retry(tr("The server gave no position to start from."));
        return;
    }
    const std::chrono::milliseconds heartbeat(welcome.heartbeatMs);
    if (heartbeat < m_timing.heartbeatLeast || heartbeat > m_timing.heartbeatMost) {
        broken(tr("The server announced a heartbeat that is not between 1 and 60 seconds."));
        return;
    }
    if (m_cursor && (cursor->epoch != m_cursor->epoch || cursor->sequence > m_cursor->sequence)) {
        if (m_gapReason.isEmpty())
            m_gapReason = tr("The server continued from another position.");
    }
    m_expected = m_acked = cursor->sequence;
    if (!m_cursor || cursor->epoch != m_cursor->epoch || cursor->sequence > m_cursor->sequence)
        m_cursor = std::move(cursor);
    m_welcomed = true;
    heard();
    m_refusals = 0;
    m_backOff.reset();
    m_silence = heartbeat * 5 / 2;
    m_deadline.start(m_silence);
    setMode(FeedMode::live);
}

void StreamFeed::takeBatch(StreamEvents batch, qsizetype bytes)
{
    const auto cursor = StreamCursor::parse(batch.cursor);
    if (batch.from != m_expected || batch.to < batch.from || !cursor || cursor->sequence != batch.to) {
        if (++m_mismatches > mostMismatches)
            retry(tr("The server repeatedly skips events."));
        else
            hello();
        return;
    }
    heard();
    m_mismatches = 0;
    m_breaches = 0;
    auto &fresh = batch.events;
    std::erase_if(fresh, [this](const EventRecord &event) {
        return event.sequence <= m_cursor->sequence;  // delivery is at least once, so duplicates are possible
    });
    m_expected = batch.to;
    if (batch.to > m_cursor->sequence)
        m_cursor = *cursor;
    ++m_unackedBatches;
    m_unackedBytes += bytes;
    if (m_unackedBatches >= m_timing.ackBatches || std::size_t(m_unackedBytes) >= m_timing.ackBytes)
        acknowledge();
    else if (!m_ack.isActive())
        m_ack.start(m_timing.ackAfter);
    if (fresh.empty())
        return;
    tellGap(timeOf(fresh.front()));
    m_lastAt = timeOf(fresh.back());
    Q_EMIT arrived(fresh);
}

void StreamFeed::takeHeartbeat(const records::StreamHeartbeat &heartbeat)
{
    if (heartbeat.to != m_expected) {
        hello();
        return;
    }
    const auto at = readTime(heartbeat.time);
    if (!at.isValid())
        return;
    heard();
    tellGap(at);
    m_lastAt = at;
    Q_EMIT clockSkewMeasured(std::chrono::milliseconds(at.toMSecsSinceEpoch() - toMicros(m_clock.now()) / 1000));
}

void StreamFeed::heard()
{
    m_heardAt = toDateTime(m_clock.now());
}

void StreamFeed::acknowledge()
{
    m_ack.stop();
    m_unackedBatches = 0;
    m_unackedBytes = 0;
    if (!m_welcomed || m_acked == m_expected)
        return;
    m_acked = m_expected;
    records::StreamAck ack;
    ack.to = m_expected;
    m_socket->sendTextMessage(QString::fromStdString(std::string(json::encodeText(ack))));
}

void StreamFeed::tellGap(const QDateTime &until)
{
    if (!m_gapReason.isEmpty())
        Q_EMIT gap(m_lastAt, until, std::exchange(m_gapReason, {}));
}

}  // namespace castellan::client
