// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/filter_match.h"

#include <QHostAddress>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace castellan::client {
namespace {

bool inNetwork(const QString &text, const QString &network)
{
    const auto [prefix, bits] = QHostAddress::parseSubnet(network);
    const QHostAddress address(text);
    return bits >= 0 && !address.isNull() && address.protocol() == prefix.protocol() &&
           address.isInSubnet(prefix, bits);
}

bool matches(const FilterPattern &pattern, FilterKey key, const QString &text)
{
    if (pattern.regex)
        return pattern.regex->match(text).hasMatch();
    if (pattern.exact)
        return text.compare(pattern.text, Qt::CaseInsensitive) == 0;
    if (key == FilterKey::ip && pattern.text.contains(u'/'))
        return inNetwork(text, pattern.text);
    return text.contains(pattern.text, Qt::CaseInsensitive);
}

bool anyMatches(const FilterClause &clause, const QString &text)
{
    return std::ranges::any_of(clause.anyOf,
                               [&](const FilterPattern &pattern) { return matches(pattern, clause.key, text); });
}

template <class Holds> bool anyHash(const FilterClause &clause, Holds holds)
{
    return std::ranges::any_of(clause.anyOf,
                               [&](const FilterPattern &pattern) { return holds(hashOfId(pattern.text)); });
}

/// Columns that hold several values of an act that is in several logs.
bool isJoined(EventColumn column)
{
    return column == EventColumn::event || column == EventColumn::scope || column == EventColumn::asset;
}

constexpr EventColumn searched[] = {EventColumn::event,  EventColumn::actor,  EventColumn::team,   EventColumn::asset,
                                    EventColumn::target, EventColumn::detail, EventColumn::address};

}  // namespace

bool rowLess(const EventChunk &one, EventRow a, const EventChunk &other, EventRow b)
{
    const auto i = offsetOf(a), j = offsetOf(b);
    return std::tuple(one.micros[i], one.server, one.sequence[i], quint64(a)) <
           std::tuple(other.micros[j], other.server, other.sequence[j], quint64(b));
}

FilterMatch::FilterMatch(const Filter &filter, QString serverName, QHash<QString, QString> names)
    : m_filter(filter), m_serverName(std::move(serverName)), m_names(std::move(names))
{
    for (const auto &clause : m_filter.clauses)
        m_serverHolds.push_back((clause.key == FilterKey::server || clause.key == FilterKey::text) &&
                                anyMatches(clause, m_serverName));
}

bool FilterMatch::columnHolds(std::size_t number, Memo &memo, const EventChunk &chunk, quint32 row, EventColumn column)
{
    const auto string = chunk.texts[std::size_t(column)][row];
    const bool named = column == EventColumn::team || column == EventColumn::asset;
    auto &known = named ? memo.clauses[number].named : memo.clauses[number].plain;
    if (known.size() <= string)
        known.resize(chunk.strings.size(), unasked);
    if (known[string] == unasked) {
        const auto &clause = m_filter.clauses[number];
        const auto &text = chunk.strings[string];
        const auto matches = [&](const QString &value) {
            return anyMatches(clause, value) ||
                   (named && m_names.contains(value) && anyMatches(clause, m_names.value(value)));
        };
        const bool found =
            matches(text) || (isJoined(column) && text.contains(u", ") && std::ranges::any_of(partsOf(text), matches));
        known[string] = found ? yes : no;
    }
    return known[string] == yes;
}

bool FilterMatch::holds(std::size_t number, Memo &memo, const EventChunk &chunk, quint32 row)
{
    const auto &clause = m_filter.clauses[number];
    const auto column = [&](EventColumn which) { return columnHolds(number, memo, chunk, row, which); };
    switch (clause.key) {
    case FilterKey::text:
        return m_serverHolds[number] || std::ranges::any_of(searched, column) ||
               anyMatches(clause, outcomeWordOf(chunk.outcome[row]));
    case FilterKey::actor:
        return column(EventColumn::actor);
    case FilterKey::event:
        return column(EventColumn::event);
    case FilterKey::team:
        return column(EventColumn::team);
    case FilterKey::level:
        return column(EventColumn::scope);
    case FilterKey::asset:
        return column(EventColumn::asset);
    case FilterKey::target:
        return column(EventColumn::target);
    case FilterKey::ip:
        return column(EventColumn::address);
    case FilterKey::detail:
        return column(EventColumn::detail);
    case FilterKey::server:
        return m_serverHolds[number];
    case FilterKey::outcome:
        return anyMatches(clause, outcomeWordOf(chunk.outcome[row]));
    case FilterKey::id:
        return anyHash(clause, [&](quint64 hash) { return chunk.hasId(row, hash); });
    case FilterKey::request:
        return anyHash(clause, [&](quint64 hash) { return hash != 0 && hash == chunk.requestHash[row]; });
    case FilterKey::after:
        return chunk.micros[row] >= clause.micros;
    case FilterKey::before:
        return chunk.micros[row] < clause.micros;
    }
    return false;
}

bool FilterMatch::passes(const EventChunk &chunk, quint32 row)
{
    if (chunk.kind[row] == RowKind::gap)
        return true;  // a gap matches every filter, so that continuity is never pretended
    auto &memo = m_memos[&chunk];
    memo.clauses.resize(m_filter.clauses.size());
    for (std::size_t number = 0; number < m_filter.clauses.size(); ++number)
        if (holds(number, memo, chunk, row) == m_filter.clauses[number].negated)
            return false;
    return true;
}

std::vector<EventRow> matching(const FilterSnapshot &snapshot, const Filter &filter, const std::atomic_bool &cancelled)
{
    const auto less = [&](EventRow a, EventRow b) {
        return rowLess(*snapshot.chunks.constFind(serialOf(a)).value(), a,
                       *snapshot.chunks.constFind(serialOf(b)).value(), b);
    };
    std::vector<EventRow> all;
    for (const auto &server : snapshot.servers) {
        FilterMatch match(filter, server.name, server.names);
        std::vector<EventRow> passed;
        for (const auto row : server.rows) {
            if ((offsetOf(row) & 255U) == 0 && cancelled.load(std::memory_order_relaxed))
                return {};
            if (match.passes(*snapshot.chunks.constFind(serialOf(row)).value(), offsetOf(row)))
                passed.push_back(row);
        }
        if (all.empty()) {
            all = std::move(passed);
            continue;
        }
        std::vector<EventRow> merged;
        merged.reserve(all.size() + passed.size());
        std::ranges::merge(all, passed, std::back_inserter(merged), less);
        all = std::move(merged);
    }
    return all;
}

}  // namespace castellan::client
