// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/feed/live_feed.h"

#include "client/feed/polling_feed.h"
#include "client/feed/stream_feed.h"

#include <QSet>
#include <QTimer>

#include <deque>
#include <tuple>
#include <utility>

namespace castellan::client {
namespace {

constexpr std::size_t rememberedIds = 100'000;

/// Stream where offered, polling otherwise and meanwhile. Both may bring the same entry: it is passed on once. Bursts
/// are passed on together, at most 20 times a second.
class LiveFeed final : public Feed {
public:
    LiveFeed(Platform &platform, const Clock &clock, Random &random, const FeedTiming &timing)
        : m_clock(clock), m_timing(timing), m_stream(platform, clock, random, timing),
          m_polling(platform, clock, random, timing)
    {
        m_flush.setSingleShot(true);
        m_again.setSingleShot(true);
        connect(&m_flush, &QTimer::timeout, this, &LiveFeed::flush);
        connect(&m_again, &QTimer::timeout, this, [this] { m_stream.start(); });
        for (Feed *feed : {static_cast<Feed *>(&m_stream), static_cast<Feed *>(&m_polling)}) {
            connect(feed, &Feed::arrived, this, &LiveFeed::take);
            connect(feed, &Feed::gap, this, [this](const QDateTime &from, const QDateTime &to, const QString &reason) {
                flush();  // what came before the gap stays before it
                Q_EMIT gap(from, to, reason);
            });
            connect(feed, &Feed::named, this, &Feed::named);
            connect(feed, &Feed::clockSkewMeasured, this, &Feed::clockSkewMeasured);
        }
        connect(&m_polling, &Feed::modeChanged, this, &LiveFeed::tellMode);
        connect(&m_stream, &Feed::modeChanged, this, [this](FeedMode mode) {
            if (mode == FeedMode::live || mode == FeedMode::diverged)
                m_polling.stop();
            tellMode();
        });
        connect(&m_stream, &StreamFeed::unavailable, this, [this](const QString &reason) {
            if (!m_running)
                return;
            m_why = reason;
            if (m_polling.mode() == FeedMode::stopped)
                m_polling.start();
            m_again.start(m_timing.streamAgain);
            tellMode();
        });
    }

    [[nodiscard]] FeedMode mode() const override
    {
        if (!m_running)
            return m_stream.mode() == FeedMode::diverged ? FeedMode::diverged : FeedMode::stopped;
        return m_polling.mode() != FeedMode::stopped ? m_polling.mode() : m_stream.mode();
    }
    [[nodiscard]] QString detail() const override
    {
        if (m_polling.mode() == FeedMode::stopped)
            return m_stream.detail();
        return m_polling.detail().isEmpty() ? m_why : m_polling.detail();
    }
    [[nodiscard]] std::chrono::milliseconds pollInterval() const override { return m_polling.pollInterval(); }
    [[nodiscard]] std::vector<SourceAge> ages() const override
    {
        return m_polling.mode() == FeedMode::stopped ? std::vector<SourceAge>() : m_polling.ages();
    }
    [[nodiscard]] QDateTime checkedAt(const AuditSource &source) const override
    {
        const auto pushed = m_stream.checkedAt(source);
        const auto polled = m_polling.checkedAt(source);
        return !pushed.isValid() || (polled.isValid() && polled > pushed) ? polled : pushed;
    }
    void setFocus(const AuditSource &source) override { m_polling.setFocus(source); }
    void start() override
    {
        m_running = true;
        if (m_polling.mode() != FeedMode::stopped)
            m_polling.start();
        m_stream.start();
        tellMode();
    }
    void stop() override
    {
        m_running = false;
        m_again.stop();
        m_stream.stop();
        m_polling.stop();
        flush();
        tellMode();
    }
    void acceptHistory() override
    {
        m_seen.clear();
        m_seenOrder.clear();
        m_running = true;
        m_stream.acceptHistory();
    }

private:
    void take(const EventRecords &events)
    {
        for (const auto &event : events) {
            const auto id = event.idHash;
            if (m_seen.contains(id))
                continue;
            m_seen.insert(id);
            m_seenOrder.push_back(id);
            if (m_seenOrder.size() > rememberedIds) {
                m_seen.remove(m_seenOrder.front());
                m_seenOrder.pop_front();
            }
            m_held.push_back(event);
        }
        if (m_held.empty() || m_flush.isActive())
            return;
        const auto since =
            m_flushedAt ? std::chrono::floor<std::chrono::milliseconds>(m_clock.tick() - *m_flushedAt) : m_timing.paint;
        m_flush.start(std::max(m_timing.paint - since, std::chrono::milliseconds(0)));
    }
    void flush()
    {
        m_flush.stop();
        if (m_held.empty())
            return;
        m_flushedAt = m_clock.tick();
        Q_EMIT arrived(std::exchange(m_held, {}));
    }
    void tellMode()
    {
        const auto now = std::tuple(mode(), detail(), pollInterval());
        if (now == m_told)
            return;
        m_told = now;
        Q_EMIT modeChanged(std::get<FeedMode>(now));
    }

    const Clock &m_clock;
    FeedTiming m_timing;
    StreamFeed m_stream;
    PollingFeed m_polling;
    QTimer m_flush;
    QTimer m_again;
    EventRecords m_held;
    QSet<quint64> m_seen;
    std::deque<quint64> m_seenOrder;
    std::optional<Tick> m_flushedAt;
    std::tuple<FeedMode, QString, std::chrono::milliseconds> m_told{FeedMode::stopped, {}, m_polling.pollInterval()};
    QString m_why;
    bool m_running = false;
};

}  // namespace

std::unique_ptr<Feed> makeFeed(Platform &platform, const Clock &clock, Random &random, FeedTiming timing)
{
    return std::make_unique<LiveFeed>(platform, clock, random, timing);
}

}  // namespace castellan::client
