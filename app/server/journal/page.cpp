// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Reading the journal: pages as FlowFuse's API asks for them, and runs of rows for the live stream.
#include "server/journal/journal.h"

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "core/try.h"
#include "server/journal/row.h"
#include "server/store/tables/journal_records.h"

#include <algorithm>

namespace castellan::journal {
namespace {

constexpr std::int64_t pageLimit = 1000;
constexpr std::int64_t countLimit = 1000;
constexpr auto countBudget = std::chrono::milliseconds(250);
constexpr std::size_t filterValues = 100;

std::vector<JournalRow> rowsFrom(const store::PublicIds &ids, const std::vector<store::JournalRecord> &records)
{
    std::vector<JournalRow> out;
    out.reserve(records.size());
    for (const auto &record : records)
        out.push_back(rowFrom(ids, record));
    return out;
}

Result<store::JournalFilter> filterFrom(store::Reader &reader, const PageQuery &query)
{
    store::JournalFilter filter;
    filter.team = query.team;
    filter.query = query.query;
    filter.usernames = query.usernames;
    for (const auto &event : query.events)
        filter.events.push_back(caseFolded(event));
    if (filter.events.size() > filterValues)
        return fail(ErrorCode::validation, "event: expected at most 100 of them").at("event");
    if (filter.usernames.size() > filterValues)
        return fail(ErrorCode::validation, "username: expected at most 100 of them").at("username");
    if (query.cursor.empty())
        return filter;
    const auto decoded = reader.ids().decodeJournal(query.cursor);
    if (!decoded)
        return fail(ErrorCode::invalid_cursor, "The cursor is none of this server; begin without one.").at("cursor");
    auto epochs = TRY(store::journal_records::epochs(reader));
    if (std::ranges::find(epochs, std::int64_t(decoded->epoch), &store::JournalEpoch::epoch) == epochs.end())
        return fail(ErrorCode::invalid_cursor,
                    "The cursor belongs to a history that a restore has replaced; begin without one.")
            .at("cursor");
    filter.before = decoded->seq;
    return filter;
}

/// Rows hold 0 for none.
std::optional<UserId> userFrom(std::int64_t number)
{
    return number == 0 ? std::nullopt : std::optional<UserId>(number);
}

}  // namespace

JournalRow rowFrom(const store::PublicIds &ids, const store::JournalRecord &r)
{
    JournalRow row;
    row.seq = r.seq;
    row.epoch = std::uint64_t(r.epoch);
    row.id = ids.encode(store::JournalPlace{row.epoch, row.seq});
    row.at = r.at;
    row.event = r.event;
    row.scope = EventScope(r.scope);
    if (row.scope == EventScope::user)
        row.scopeUser = userFrom(r.scopeId);
    row.scopeTeam = r.team();
    row.actorKind = ActorKind(r.actorKind);
    row.actor = userFrom(r.actor);
    row.subject = userFrom(r.subject);
    row.auth = Auth(r.auth);
    row.outcome = Outcome(r.outcome);
    row.count = r.count;
    row.requestId = r.requestId;
    row.erased = !r.salt;
    // Earlier versions stored headers as they came; the record keeps those bytes, because they are hashed.
    row.actorName = repairedUtf8(r.actorName);
    row.address = repairedUtf8(r.address);
    row.client = repairedUtf8(r.client);
    row.body = r.salt ? repairedUtf8(r.body) : "{}";
    row.chain = r.chain;
    return row;
}

Result<JournalPage> Journal::page(store::Reader &reader, const PageQuery &query) const
{
    auto filter = TRY(filterFrom(reader, query));
    const auto limit = query.limit <= 0 ? pageLimit : std::min(query.limit, pageLimit);
    auto records = TRY(store::journal_records::page(reader, filter, limit + 1));
    JournalPage out;
    const bool more = std::int64_t(records.size()) > limit;
    if (more)
        records.pop_back();
    out.rows = rowsFrom(reader.ids(), records);
    if (more)
        out.nextCursor = out.rows.back().id;
    if (!filter.narrows()) {
        auto count = TRY(store::journal_records::countOf(reader, filter.team));
        out.count = count;
        return out;
    }
    filter.before = INT64_MAX;
    auto count = TRY(store::journal_records::countUpTo(reader, filter, countLimit, store().clock(), countBudget));
    out.count = std::max(count.first, std::int64_t(out.rows.size()));
    out.countInexact = count.second;
    return out;
}

Result<std::vector<JournalRow>> Journal::readFrom(store::Reader &reader, std::int64_t after, std::int64_t limit) const
{
    auto records = TRY(store::journal_records::after(reader, after, limit));
    return rowsFrom(reader.ids(), records);
}

Result<std::optional<Digest>> Journal::chainAt(store::Reader &reader, std::int64_t seq) const
{
    auto anchor = TRY(store::journal_records::anchor(reader));
    if (seq == anchor.seq)
        return std::optional(anchor.chain);
    auto record = store::journal_records::find(reader, seq);
    if (!record)
        return fail(std::move(record).error());
    return *record ? std::optional((*record)->chain) : std::nullopt;
}

Result<std::optional<std::uint64_t>> Journal::epochAt(store::Reader &reader, std::int64_t seq) const
{
    auto record = store::journal_records::find(reader, seq);
    if (!record)
        return fail(std::move(record).error());
    return *record ? std::optional(std::uint64_t((*record)->epoch)) : std::nullopt;
}

Result<std::int64_t> Journal::oldest(store::Reader &reader) const
{
    return store::journal_records::oldest(reader);
}

}  // namespace castellan::journal
