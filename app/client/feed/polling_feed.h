// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/back_off.h"
#include "client/feed/poll_plan.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace castellan::client {

/// Asks for the newest pages of every source in turn, within a budget (see PollPlan). Each time it pages back until it
/// meets what it knows, and 30 s further, because servers commit late; every entry is delivered once. Logs that may
/// not be read are asked again now and then: rights change.
class PollingFeed final : public Feed {
    Q_OBJECT
public:
    PollingFeed(Platform &platform, const Clock &clock, Random &random, const FeedTiming &timing,
                QObject *parent = nullptr);
    ~PollingFeed() override;

    [[nodiscard]] FeedMode mode() const override { return m_mode; }
    [[nodiscard]] QString detail() const override { return m_detail; }
    [[nodiscard]] std::chrono::milliseconds pollInterval() const override { return m_plan.focusInterval(); }
    [[nodiscard]] std::vector<SourceAge> ages() const override;
    void setFocus(const AuditSource &source) override;
    void start() override;
    void stop() override;

private:
    struct Source;
    struct Walk;
    struct Page;

    void setMode(FeedMode mode, const QString &detail = {});
    void answered();
    [[nodiscard]] bool listsNow() const;
    void schedule();
    void turn();
    void askSources(const QString &cursor);
    void takeSources(Result<records::TeamPage> page);
    void walk();
    void takePage(Result<Page> page);
    [[nodiscard]] bool isDone(const Page &page, bool anyNew) const;
    void finishWalk(bool reachedKnown);
    void lookForTeams(const EventRecords &events);
    void planSources();
    void failed(const Error &error);
    [[nodiscard]] Source *find(const AuditSource &source) const;

    Platform &m_platform;
    const Clock &m_clock;
    FeedTiming m_timing;
    PollPlan m_plan;
    BackOff m_backOff;
    QTimer m_timer;
    std::unique_ptr<QObject> m_life;  ///< context of pending requests: stop() deletes it, so they go unheard
    std::vector<std::unique_ptr<Source>> m_sources;
    std::vector<SourceAge> m_listing;  ///< sources as they come, page by page
    std::optional<Tick> m_listedAt;    ///< none: list them with the next turn
    std::unique_ptr<Walk> m_walk;
    QSet<QString> m_lookedFor;  ///< teams that events named and no list had; one listing each
    AuditSource m_focus;
    FeedMode m_mode = FeedMode::stopped;
    QString m_detail;
    bool m_asking = false;
    bool m_listsMore = false;  ///< between two pages of the listing
    bool m_needsSignIn = false;
};

}  // namespace castellan::client
