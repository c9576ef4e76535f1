// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/feed/polling_feed.h"

#include "client/date_time.h"
#include "client/display_text.h"
#include "client/events/event_chunk.h"
#include "client/on_worker.h"

#include <algorithm>
#include <deque>
#include <utility>

namespace castellan::client {
namespace {

constexpr std::size_t knownIds = 4000;     ///< per source
constexpr qsizetype mostLookedFor = 4000;  ///< teams
constexpr int mostPages = 60;              ///< back to what is known; more is a gap
constexpr int smallPages = 3;              ///< after these, larger ones

/// Pages come newest first. Entries of the same time stay as the server had them.
EventRecords oldestFirst(EventRecords newestFirst)
{
    std::vector<std::pair<qint64, std::ptrdiff_t>> order;
    for (std::size_t i = 0; i < newestFirst.size(); ++i)
        order.emplace_back(newestFirst[i].micros, -std::ptrdiff_t(i));
    std::ranges::sort(order);
    EventRecords out;
    for (const auto &[at, position] : order)
        out.push_back(std::move(newestFirst[std::size_t(-position)]));
    return out;
}

/// Errors that need a person to sign in: automatic retries are pointless.
bool needsSignIn(ErrorCode code)
{
    return code == ErrorCode::unauthenticated || code == ErrorCode::mfa_required ||
           code == ErrorCode::password_expired || code == ErrorCode::mfa_enrolment_required;
}

}  // namespace

struct PollingFeed::Source {
    AuditSource source;
    QString name;
    std::optional<qint64> checkedAt;  ///< microseconds, as all times here
    qint64 newest = 0;
    bool known = false;             ///< has been read once
    std::optional<Tick> refusedAt;  ///< we may not read it, or it is gone
    QSet<quint64> ids;
    std::deque<quint64> idOrder;

    void remember(quint64 id)
    {
        if (ids.contains(id))
            return;
        ids.insert(id);
        idOrder.push_back(id);
        if (idOrder.size() > knownIds) {
            ids.remove(idOrder.front());
            idOrder.pop_front();
        }
    }
};

/// One page of a log, as a worker made it.
struct PollingFeed::Page {
    EventRecords events;  ///< newest first
    QHash<QString, QString> names;
    QString next;
};

/// One source on its way back to what is known.
struct PollingFeed::Walk {
    AuditSource source;
    QString cursor;
    int pages = 0;
    EventRecords found;  ///< newest first
};

PollingFeed::PollingFeed(Platform &platform, const Clock &clock, Random &random, const FeedTiming &timing,
                         QObject *parent)
    : Feed(parent), m_platform(platform), m_clock(clock), m_timing(timing), m_plan(timing),
      m_backOff(timing.backOffFirst, timing.backOffMost, random)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PollingFeed::turn);
}

PollingFeed::~PollingFeed() = default;

std::vector<SourceAge> PollingFeed::ages() const
{
    std::vector<SourceAge> out;
    for (const auto &source : m_sources)
        if (!source->refusedAt)
            out.push_back({source->source, source->name,
                           source->checkedAt ? toDateTime(fromMicros(*source->checkedAt)) : QDateTime()});
    return out;
}

PollingFeed::Source *PollingFeed::find(const AuditSource &source) const
{
    const auto it = std::ranges::find_if(m_sources, [&](const auto &s) { return s->source == source; });
    return it == m_sources.end() ? nullptr : it->get();
}

void PollingFeed::setFocus(const AuditSource &source)
{
    m_focus = source;
    m_plan.setFocus(source);
    if (!find(source))
        m_listedAt.reset();  // a team that is newer than the list
    schedule();
}

void PollingFeed::setMode(FeedMode mode, const QString &detail)
{
    const bool changed = m_mode != mode || m_detail != detail;
    m_mode = mode;
    m_detail = detail;
    if (changed)
        Q_EMIT modeChanged(mode);
}

/// The server's response time sets the interval.
void PollingFeed::answered()
{
    const auto before = pollInterval();
    m_plan.answered(m_platform.answerTime());
    if (m_mode == FeedMode::polling && pollInterval() != before)
        Q_EMIT modeChanged(m_mode);
}

void PollingFeed::start()
{
    m_needsSignIn = false;
    m_backOff.reset();
    if (m_mode == FeedMode::stopped || m_mode == FeedMode::waiting) {
        m_life = std::make_unique<QObject>();
        m_asking = false;
        m_walk.reset();
        m_listsMore = false;
        m_listedAt.reset();
        for (const auto &source : m_sources)
            source->refusedAt.reset();  // rights may be others now
        setMode(FeedMode::connecting);
    }
    m_timer.start(0);
}

void PollingFeed::stop()
{
    m_timer.stop();
    m_life.reset();
    m_walk.reset();
    m_asking = false;
    m_listsMore = false;
    setMode(FeedMode::stopped);
}

bool PollingFeed::listsNow() const
{
    return !m_listedAt || m_clock.tick() - *m_listedAt >= m_timing.sourcesAgain;
}

void PollingFeed::schedule()
{
    if (m_mode == FeedMode::stopped || m_asking || m_listsMore || m_needsSignIn)
        return;
    const auto now = m_clock.tick();
    if (m_walk || listsNow() || m_sources.empty()) {
        m_timer.start(m_plan.rest(now));
        return;
    }
    const auto next = m_plan.next(now);
    const auto listing = std::chrono::ceil<std::chrono::milliseconds>(*m_listedAt + m_timing.sourcesAgain - now);
    m_timer.start(next ? std::min(next->wait, listing) : listing);
}

void PollingFeed::turn()
{
    if (m_mode == FeedMode::stopped || m_asking || m_listsMore || m_needsSignIn || !m_platform.auditLog())
        return;
    const auto now = m_clock.tick();
    if (m_plan.rest(now).count() > 0) {
        schedule();
        return;
    }
    if (m_walk) {
        walk();
        return;
    }
    if (listsNow()) {
        m_listing.clear();
        askSources({});
        return;
    }
    const auto next = m_plan.next(now);
    if (!next || next->wait.count() > 0) {
        schedule();
        return;
    }
    m_walk = std::make_unique<Walk>();
    m_walk->source = next->source;
    walk();
}

void PollingFeed::askSources(const QString &cursor)
{
    if (!m_platform.teams()) {
        takeSources(records::TeamPage{});
        return;
    }
    m_asking = true;
    m_plan.began(m_clock.tick());
    PageRequest request;
    request.cursor = cursor;
    whenDone(m_life.get(), m_platform.teams()->list(request), [this](Result<records::TeamPage> page) {
        m_asking = false;
        answered();
        takeSources(std::move(page));
    });
}

void PollingFeed::takeSources(Result<records::TeamPage> page)
{
    if (!page && (page.error().code == ErrorCode::forbidden || page.error().code == ErrorCode::not_found))
        page = records::TeamPage{};  // no teams for us; there may still be the platform's log
    if (!page) {
        failed(page.error());
        return;
    }
    for (const auto &team : page->teams)
        m_listing.push_back({{QString::fromStdString(team.id)}, displayText(team.name), {}});
    if (page->meta.next_cursor && !page->teams.empty() && m_listing.size() < 2000) {
        const auto cursor = QString::fromStdString(*page->meta.next_cursor);
        m_listsMore = true;
        QTimer::singleShot(m_plan.rest(m_clock.tick()), m_life.get(), [this, cursor] {
            m_listsMore = false;
            askSources(cursor);
        });
        return;
    }
    m_listedAt = m_clock.tick();
    QHash<QString, QString> names;
    for (const auto &team : m_listing)
        names.insert(team.source.teamId, team.name);
    if (!names.isEmpty())
        Q_EMIT named(names);
    m_listing.insert(m_listing.begin(), SourceAge{{}, tr("Platform"), {}});
    std::vector<std::unique_ptr<Source>> fresh;
    for (const auto &listed : m_listing) {
        const auto known =
            std::ranges::find_if(m_sources, [&](const auto &s) { return s && s->source == listed.source; });
        if (known == m_sources.end()) {
            fresh.push_back(std::make_unique<Source>());
            fresh.back()->source = listed.source;
        } else {
            fresh.push_back(std::move(*known));
        }
        fresh.back()->name = listed.name;
    }
    m_sources = std::move(fresh);
    for (const auto &source : m_sources)
        if (source->refusedAt && *m_listedAt - *source->refusedAt >= m_timing.refusedAgain)
            source->refusedAt.reset();
    planSources();
    schedule();
}

void PollingFeed::planSources()
{
    std::vector<AuditSource> asked;
    for (const auto &source : m_sources)
        if (!source->refusedAt)
            asked.push_back(source->source);
    m_plan.setSources(asked);
}

void PollingFeed::walk()
{
    const auto *source = find(m_walk->source);
    if (!source) {  // its team went meanwhile
        m_walk.reset();
        schedule();
        return;
    }
    AuditQuery query;
    query.source = m_walk->source;
    query.cursor = m_walk->cursor;
    query.limit = !source->known || m_walk->pages >= smallPages ? m_timing.firstPage : m_timing.pageSize;
    m_asking = true;
    m_plan.began(m_clock.tick());
    const auto records = chained(
        m_life.get(), m_platform.auditLog()->page(query), [team = query.source.teamId](AuditPage page) -> Future<Page> {
            return onWorker([team, page = std::move(page)]() -> Result<Page> {
                Page out{{}, {}, QString::fromStdString(page.meta.next_cursor.value_or(std::string()))};
                out.events.reserve(page.log.size());
                for (const auto &entry : page.log)
                    out.events.push_back(recordOf(entry, team));
                for (const auto &asset : page.assets)
                    out.names.insert(asset.id, asset.name);
                return out;
            });
        });
    whenDone(m_life.get(), records, [this](Result<Page> page) {
        m_asking = false;
        answered();
        takePage(std::move(page));
    });
}

void PollingFeed::takePage(Result<Page> page)
{
    if (!page) {
        failed(page.error());
        return;
    }
    auto *source = find(m_walk->source);
    if (!source) {
        m_walk.reset();
        schedule();
        return;
    }
    m_backOff.reset();
    setMode(FeedMode::polling);
    if (!page->names.isEmpty())
        Q_EMIT named(page->names);
    bool anyNew = false;
    for (const auto &event : page->events) {
        const bool isNew = !source->ids.contains(event.idHash);
        anyNew = anyNew || isNew;
        if (isNew)
            m_walk->found.push_back(event);
    }
    ++m_walk->pages;
    m_walk->cursor = page->next;
    if (isDone(*page, anyNew))
        finishWalk(true);
    else if (m_walk->pages >= mostPages)
        finishWalk(false);
    schedule();
}

bool PollingFeed::isDone(const Page &page, bool anyNew) const
{
    const auto *source = find(m_walk->source);
    if (!source->known || page.events.empty() || m_walk->cursor.isEmpty())
        return true;
    // A page without anything new ends it too: in a burst, 30 s may be more pages than the budget has room for.
    return !anyNew ||
           page.events.back().micros < source->newest - std::chrono::microseconds(m_timing.pollOverlap).count();
}

void PollingFeed::finishWalk(bool reachedKnown)
{
    auto done = std::move(m_walk);
    auto *source = find(done->source);
    source->checkedAt = toMicros(m_clock.now());
    m_plan.checked(done->source);
    done->found = oldestFirst(std::move(done->found));
    if (!reachedKnown)
        Q_EMIT gap(toDateTime(fromMicros(source->newest)), toDateTime(fromMicros(done->found.front().micros)),
                   tr("More happened than could be read back."));
    lookForTeams(done->found);
    source->known = true;
    for (const auto &event : done->found) {
        source->remember(event.idHash);
        source->newest = std::max(source->newest, event.micros);
    }
    if (!done->found.empty())
        Q_EMIT arrived(done->found);
}

/// Lists the teams with the next turn if events are about one that wasn't listed. A team that no list has, because it
/// is gone or the user isn't in it, makes one listing only.
void PollingFeed::lookForTeams(const EventRecords &events)
{
    bool anyNew = false;
    if (m_lookedFor.size() > mostLookedFor)
        m_lookedFor.clear();
    for (const auto &event : events) {
        // Some entries say that a team was created and not which.
        const bool created = event.teamId.isEmpty() && event.text(EventColumn::event) == u"platform.team.created";
        if (!created && (event.teamId.isEmpty() || find({event.teamId}) || m_lookedFor.contains(event.teamId)))
            continue;
        anyNew = true;
        if (!created)
            m_lookedFor.insert(event.teamId);
    }
    if (anyNew)
        m_listedAt.reset();
}

void PollingFeed::failed(const Error &error)
{
    const auto asked = m_walk ? std::optional(m_walk->source) : std::nullopt;
    m_walk.reset();  // begins anew: what it found isn't remembered, so nothing is skipped
    const auto reason = displayText(error.message);
    if (needsSignIn(error.code)) {
        m_needsSignIn = true;
        setMode(FeedMode::waiting, reason);
        return;
    }
    if (asked && (error.code == ErrorCode::forbidden || error.code == ErrorCode::not_found)) {
        if (auto *source = find(*asked))
            source->refusedAt = m_clock.tick();
        planSources();
        // Until a log was read, the others may be refused, too.
        if (std::ranges::all_of(m_sources, [](const auto &source) { return source->refusedAt.has_value(); }))
            setMode(FeedMode::refused);
        else if (m_mode != FeedMode::connecting && m_mode != FeedMode::refused)
            setMode(FeedMode::polling);
        schedule();
        return;
    }
    setMode(FeedMode::waiting, reason);
    m_timer.start(
        std::max<std::chrono::milliseconds>(m_backOff.next(), error.retryAfter.value_or(std::chrono::seconds(0))));
}

}  // namespace castellan::client
