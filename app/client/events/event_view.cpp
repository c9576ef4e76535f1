// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/event_view.h"

#include "client/date_time.h"
#include "client/events/event_store_parts.h"
#include "client/events/filter_match.h"
#include "client/on_worker.h"
#include "client/when_done.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace castellan::client {
namespace {

/// Beyond this many separate ranges, telling the model to begin anew is cheaper than telling it each.
constexpr std::size_t mostRanges = 200;

using Range = std::pair<qsizetype, qsizetype>;  ///< first, last

/// Which of `all` are not in `other`, as ranges of positions. Both in order.
template <class Less>
std::vector<Range> missingFrom(const std::vector<EventRow> &all, const std::vector<EventRow> &other, Less less)
{
    std::vector<Range> ranges;
    std::size_t j = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        while (j < other.size() && less(other[j], all[i]))
            ++j;
        if (j < other.size() && other[j] == all[i])
            continue;
        if (!ranges.empty() && ranges.back().second == qsizetype(i) - 1)
            ranges.back().second = qsizetype(i);
        else
            ranges.emplace_back(qsizetype(i), qsizetype(i));
    }
    return ranges;
}

}  // namespace

/// A filter at work on another thread.
struct EventView::Run {
    std::atomic_bool cancelled = false;
    FilterSnapshot snapshot;
    Filter filter;
};

EventView::EventView(EventStore &store, const Clock &clock, QObject *parent)
    : QObject(parent), m_store(store), m_clock(clock)
{
    connect(&store, &EventStore::added, this, &EventView::take);
    connect(&store, &EventStore::aboutToEvict, this, &EventView::giveUp);
    connect(&store, &EventStore::relabelled, this, [this] {
        if (!m_filter.isEmpty())
            rebuild();  // what was filtered by may have changed
        Q_EMIT relabelled();
    });
    rebuild();
}

EventView::~EventView()
{
    if (m_running)
        m_running->cancelled = true;
}

qsizetype EventView::considered() const
{
    return m_server.isEmpty() ? m_store.size() : m_store.size(m_server);
}

qsizetype EventView::positionOf(EventRow row) const
{
    if (!m_store.contains(row))
        return -1;
    const auto it =
        std::ranges::lower_bound(m_rows, row, [this](EventRow a, EventRow b) { return m_store.before(a, b); });
    return it != m_rows.end() && *it == row ? it - m_rows.begin() : -1;
}

void EventView::setServer(const QString &serverId)
{
    if (m_server == serverId)
        return;
    m_server = serverId;
    rebuild();
}

bool EventView::setFilter(const QString &text)
{
    const FilterTime time{toDateTime(m_clock.now()), m_zone};
    auto filter = parseFilter(text, time);
    m_filterText = text;
    if (!filter) {
        m_error = filter.error();
        Q_EMIT filterChanged();
        return false;
    }
    m_error.reset();
    m_filter = std::move(*filter);
    rebuild();
    return true;
}

std::vector<EventRow> EventView::passing(const std::vector<EventRow> &rows) const
{
    std::vector<EventRow> out;
    QHash<quint32, std::shared_ptr<FilterMatch>> matches;
    for (const auto row : rows) {
        const auto *holder = m_store.held(row);
        if (!holder)
            continue;
        const auto &server = *m_store.m_servers[holder->chunk->server];
        if (!m_server.isEmpty() && server.id != m_server)
            continue;
        if (const auto cleared = m_clearedUpTo.constFind(server.id);
            cleared != m_clearedUpTo.constEnd() && quint64(row) <= quint64(*cleared))
            continue;
        auto &match = matches[server.number];
        if (!match)
            match = std::make_shared<FilterMatch>(m_filter, server.name, server.names);
        if (match->passes(*holder->chunk, offsetOf(row)))
            out.push_back(row);
    }
    return out;
}

void EventView::take(const std::vector<EventRow> &rows)
{
    if (m_frozen) {
        m_cameWhileFrozen.insert(m_cameWhileFrozen.end(), rows.begin(), rows.end());
        const auto fresh = passing(rows);
        if (fresh.empty())
            return;
        m_heldBack.insert(m_heldBack.end(), fresh.begin(), fresh.end());
        Q_EMIT heldBackChanged();
        return;
    }
    if (m_running) {  // rows that came after the worker's snapshot are filtered when it is done
        m_sinceSnapshot.insert(m_sinceSnapshot.end(), rows.begin(), rows.end());
        return;
    }
    insertSorted(passing(rows));
}

void EventView::insertSorted(const std::vector<EventRow> &rows)
{
    const auto less = [this](EventRow a, EventRow b) { return m_store.before(a, b); };
    for (std::size_t i = 0; i < rows.size();) {
        const auto at = std::ranges::upper_bound(m_rows, rows[i], less);
        std::size_t end = i + 1;
        while (end < rows.size() && (at == m_rows.end() || less(rows[end], *at)))
            ++end;
        const auto first = at - m_rows.begin();
        Q_EMIT aboutToInsert(first, first + qsizetype(end - i) - 1);
        m_rows.insert(at, rows.begin() + qsizetype(i), rows.begin() + qsizetype(end));
        Q_EMIT inserted();
        i = end;
    }
}

void EventView::giveUp(const std::vector<EventRow> &rows)
{
    const auto less = [this](EventRow a, EventRow b) { return m_store.before(a, b); };
    // Backwards, so that positions before a range stay true.
    for (auto end = qsizetype(rows.size()); end > 0;) {
        const auto last = positionOf(rows[std::size_t(end - 1)]);
        --end;
        if (last < 0)
            continue;
        auto first = last;
        while (end > 0 && first > 0 && m_rows[std::size_t(first - 1)] == rows[std::size_t(end - 1)]) {
            --first;
            --end;
        }
        Q_EMIT aboutToRemove(first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        Q_EMIT removed();
    }
    const auto leaves = [&](EventRow row) { return std::ranges::binary_search(rows, row, less); };
    std::erase_if(m_sinceSnapshot, leaves);
    std::erase_if(m_cameWhileFrozen, leaves);
    if (std::erase_if(m_heldBack, leaves) > 0)
        Q_EMIT heldBackChanged();
}

void EventView::rebuild()
{
    if (m_running)
        m_running->cancelled = true;
    m_running.reset();
    // Chunks that still grow are filtered in this thread; they may be full by the time the worker is done.
    m_sinceSnapshot.clear();
    for (const auto &server : m_store.m_servers) {
        if (!server || !server->open)
            continue;
        const auto serial = *server->open;
        const auto size = m_store.m_chunks[serial]->chunk->size();
        for (quint32 offset = 0; offset < size; ++offset)
            m_sinceSnapshot.push_back(EventRow((serial << 10) | offset));
    }
    auto run = std::make_shared<Run>();
    run->snapshot = m_store.snapshot(m_server);
    run->filter = m_filter;
    if (considered() < m_threshold) {
        finish(matching(run->snapshot, run->filter, run->cancelled));
        Q_EMIT filterChanged();
        return;
    }
    m_running = run;
    const auto future =
        onWorker([run] { return Result<std::vector<EventRow>>(matching(run->snapshot, run->filter, run->cancelled)); });
    whenDone(this, future, [this, run](Result<std::vector<EventRow>> rows) {
        if (m_running != run || !rows)
            return;
        m_running.reset();
        finish(std::move(*rows));
        Q_EMIT filterChanged();
    });
    Q_EMIT filterChanged();
}

/// `rows`: what passed among the full chunks. Adds the rest, leaves out what went since, and shows it.
void EventView::finish(std::vector<EventRow> rows)
{
    std::vector<EventRow> rest = std::exchange(m_sinceSnapshot, {});
    const auto less = [this](EventRow a, EventRow b) { return m_store.before(a, b); };
    std::erase_if(rest, [this](EventRow row) { return !m_store.contains(row); });
    std::ranges::sort(rest, less);
    rest.erase(std::ranges::unique(rest).begin(), rest.end());
    rest = passing(rest);

    std::erase_if(rows, [this](EventRow row) {
        if (!m_store.contains(row))
            return true;
        const auto cleared = m_clearedUpTo.constFind(m_store.serverId(row));
        return cleared != m_clearedUpTo.constEnd() && quint64(row) <= quint64(*cleared);
    });
    std::vector<EventRow> all;
    all.reserve(rows.size() + rest.size());
    std::ranges::set_union(rows, rest, std::back_inserter(all), less);
    if (m_frozen) {
        // A new filter while frozen shows what was there when time stopped.
        std::ranges::sort(m_cameWhileFrozen, less);
        std::erase_if(all, [&](EventRow row) { return std::ranges::binary_search(m_cameWhileFrozen, row, less); });
        setHeldBack(passing(m_cameWhileFrozen));
    }
    replace(std::move(all));
}

void EventView::setHeldBack(std::vector<EventRow> rows)
{
    const bool others = rows.size() != m_heldBack.size();
    m_heldBack = std::move(rows);
    if (others)
        Q_EMIT heldBackChanged();
}

void EventView::replace(std::vector<EventRow> rows)
{
    const auto less = [this](EventRow a, EventRow b) { return m_store.before(a, b); };
    auto going = missingFrom(m_rows, rows, less);
    const auto coming = missingFrom(rows, m_rows, less);
    if (going.size() + coming.size() > mostRanges) {
        Q_EMIT aboutToReset();
        m_rows = std::move(rows);
        Q_EMIT wasReset();
        return;
    }
    for (auto range = going.rbegin(); range != going.rend(); ++range) {
        Q_EMIT aboutToRemove(range->first, range->second);
        m_rows.erase(m_rows.begin() + range->first, m_rows.begin() + range->second + 1);
        Q_EMIT removed();
    }
    for (const auto &[first, last] : coming) {
        Q_EMIT aboutToInsert(first, last);
        m_rows.insert(m_rows.begin() + first, rows.begin() + first, rows.begin() + last + 1);
        Q_EMIT inserted();
    }
}

void EventView::setFrozen(bool frozen)
{
    if (m_frozen == frozen)
        return;
    m_frozen = frozen;
    if (frozen)
        return;
    auto came = std::exchange(m_cameWhileFrozen, {});
    m_heldBack.clear();
    if (m_running) {  // finish() adds what passes
        m_sinceSnapshot.insert(m_sinceSnapshot.end(), came.begin(), came.end());
    } else {
        auto held = passing(came);
        std::ranges::sort(held, [this](EventRow a, EventRow b) { return m_store.before(a, b); });
        insertSorted(held);
    }
    Q_EMIT heldBackChanged();
}

void EventView::clear()
{
    for (const auto &server : m_store.m_servers) {
        if (!server || server->rows.empty())
            continue;
        m_clearedUpTo[server->id] = *std::ranges::max_element(server->rows);
    }
    setHeldBack({});
    rebuild();
}

void EventView::showAgain()
{
    m_clearedUpTo.clear();
    rebuild();
}

}  // namespace castellan::client
