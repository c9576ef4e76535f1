// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/journal/sums.h"

#include "core/text/fold.h"
#include "server/journal/actor_columns.h"

#include <algorithm>

namespace castellan::journal {
namespace {

constexpr std::int64_t rowsPerMinute = 5;
/// Kinds of sums at once; an attack from more addresses than this shares one.
constexpr std::size_t keyLimit = 4096;

std::int64_t minuteOf(Instant at)
{
    return std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count();
}

std::string scopeText(const Scope &scope)
{
    if (const auto *user = std::get_if<UserId>(&scope))
        return "user " + to_string(*user);
    const auto *team = std::get_if<TeamId>(&scope);
    return team != nullptr ? "team " + to_string(*team) : std::string();
}

std::string keyOf(const Entry &entry, std::int64_t minute)
{
    const auto actor = columnsOf(entry.actor);
    const auto who = actor.user ? to_string(*actor.user) : "~" + caseFolded(actor.name);
    return std::to_string(minute) + '\n' + std::string(kindOf(entry.event).word) + '\n' + who + '\n' + entry.address +
           '\n' + scopeText(entry.scope);
}

}  // namespace

void Sums::set(const std::string &key, std::optional<Sum> sum)
{
    const auto it = m_sums.find(key);
    m_changes.emplace_back(key, it == m_sums.end() ? std::nullopt : std::optional(it->second));
    if (!sum)
        m_sums.erase(key);
    else
        m_sums.insert_or_assign(key, std::move(*sum));
}

void Sums::undoTo(std::size_t size)
{
    while (m_changes.size() > size) {
        auto &[key, before] = m_changes.back();
        if (before)
            m_sums.insert_or_assign(key, std::move(*before));
        else
            m_sums.erase(key);
        m_changes.pop_back();
    }
}

bool Sums::isRow(const Entry &entry, Instant at)
{
    const auto minute = minuteOf(at);
    auto key = keyOf(entry, minute);
    Entry kept = entry;
    if (!m_sums.contains(key) && m_sums.size() >= keyLimit) {
        kept.actor = AnonymousActor{{}, columnsOf(entry.actor).auth};
        kept.address = kept.client = {};
        kept.body = {};
        key = keyOf(kept, minute);
    }
    const auto it = m_sums.find(key);
    Sum sum = it != m_sums.end() ? it->second : Sum{minute, 0, 0, {}};
    const bool row = sum.rows < rowsPerMinute;
    if (row) {
        ++sum.rows;
    } else {
        ++sum.more;
        sum.entry = std::move(kept);
        sum.entry.requestId.clear();
    }
    set(key, std::move(sum));
    return row;
}

bool Sums::due(Instant now) const
{
    const auto minute = minuteOf(now);
    return std::ranges::any_of(m_sums, [&](const auto &one) { return one.second.minute != minute; });
}

std::vector<Sums::Due> Sums::take(Instant now, bool closing)
{
    const auto minute = minuteOf(now);
    std::vector<std::string> over;
    for (const auto &[key, sum] : m_sums) {
        if (closing || sum.minute != minute)
            over.push_back(key);
    }
    std::ranges::sort(over);
    std::vector<Due> out;
    for (const auto &key : over) {
        const auto &sum = m_sums.at(key);
        if (sum.more > 0)
            out.push_back({sum.entry, sum.more});
        set(key, std::nullopt);
    }
    return out;
}

}  // namespace castellan::journal
