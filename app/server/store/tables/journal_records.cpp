// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/journal_records.h"

#include "core/json/codec.h"
#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "core/try.h"
#include "server/store/meta.h"
#include "server/store/rows.h"

#include <boost/json/array.hpp>

namespace castellan::store::journal_records {
namespace {

const std::string select =
    "SELECT seq, epoch, at, event, scope, scope_id, actor_kind, actor, subject, auth, outcome, count, request_id,"
    " salt, actor_name, address, client, body, personal_hash, chain FROM journal ";

JournalRecord recordFrom(Query &q)
{
    JournalRecord r;
    int c = 0;
    r.seq = q.integer(c++);
    r.epoch = q.integer(c++);
    r.at = q.instant(c++);
    r.event = q.text(c++);
    r.scope = q.integer(c++);
    r.scopeId = q.integer(c++);
    r.actorKind = q.integer(c++);
    r.actor = q.integer(c++);
    r.subject = q.integer(c++);
    r.auth = q.integer(c++);
    r.outcome = q.integer(c++);
    r.count = q.integer(c++);
    r.requestId = q.text(c++);
    if (!q.isNull(c))
        r.salt = q.blob(c);
    ++c;
    r.actorName = q.text(c++);
    r.address = q.text(c++);
    r.client = q.text(c++);
    r.body = q.text(c++);
    r.personalHash = q.digest(c++);
    r.chain = q.digest(c);
    return r;
}

std::string listOf(const char *prefix, std::size_t count)
{
    std::string out = "(";
    for (std::size_t i = 0; i < count; ++i)
        out += (i == 0 ? "" : ",") + std::string(prefix) + std::to_string(i);
    return out + ")";
}

/// The index knows the case of ASCII letters; names with others are looked for without it.
std::string byActor(const std::vector<std::string> &usernames)
{
    std::string sql = "actor_name IN " + listOf("$u", usernames.size());
    for (std::size_t i = 0; i < usernames.size(); ++i)
        if (!isAscii(usernames[i]))
            sql.append(" OR folded(actor_name)=folded($u").append(std::to_string(i)).append(")");
    return sql;
}

std::string where(const JournalFilter &filter)
{
    std::string sql = "WHERE realm=$realm AND seq<$before";
    if (!filter.events.empty())
        sql += " AND event IN " + listOf("$e", filter.events.size());
    if (!filter.usernames.empty())
        sql.append(" AND (").append(byActor(filter.usernames)).append(")");
    if (!filter.query.empty())
        sql += " AND (holds(event, $folded) OR holds(actor_name, $folded) OR values_hold(body, $folded))";
    return sql + " ORDER BY seq DESC LIMIT $limit";
}

void bindFilter(Query &query, const JournalFilter &filter, const std::string &folded, std::int64_t limit)
{
    query.bind("$realm", rows::orZero(filter.team)).bind("$before", filter.before).bind("$limit", limit);
    for (std::size_t i = 0; i < filter.events.size(); ++i)
        query.bind(("$e" + std::to_string(i)).c_str(), filter.events[i]);
    for (std::size_t i = 0; i < filter.usernames.size(); ++i)
        query.bind(("$u" + std::to_string(i)).c_str(), filter.usernames[i]);
    if (!filter.query.empty())
        query.bind("$folded", folded);
}

}  // namespace

Result<void> insert(Writer &writer, const JournalRecord &r)
{
    return rows::insert(writer.connection(), "journal",
                        {{"$seq", r.seq},
                         {"$epoch", r.epoch},
                         {"$at", r.at},
                         {"$event", r.event},
                         {"$scope", r.scope},
                         {"$scope_id", r.scopeId},
                         {"$actor_kind", r.actorKind},
                         {"$actor", r.actor},
                         {"$subject", r.subject},
                         {"$auth", r.auth},
                         {"$outcome", r.outcome},
                         {"$count", r.count},
                         {"$request_id", r.requestId},
                         {"$salt", bytesOf(*r.salt)},
                         {"$actor_name", r.actorName},
                         {"$address", r.address},
                         {"$client", r.client},
                         {"$body", r.body},
                         {"$personal_hash", r.personalHash},
                         {"$chain", r.chain}});
}

Result<std::optional<JournalRecord>> last(Reader &reader)
{
    return rows::one(reader.connection().query(select + "ORDER BY seq DESC LIMIT 1"), recordFrom);
}

Result<std::optional<JournalRecord>> find(Reader &reader, std::int64_t seq)
{
    return rows::one(reader.connection().query(select + "WHERE seq=$seq", {{"$seq", seq}}), recordFrom);
}

Result<std::vector<JournalRecord>> after(Reader &reader, std::int64_t seq, std::int64_t limit)
{
    return rows::all(reader.connection().query(select + "WHERE seq>$seq ORDER BY seq LIMIT $limit",
                                               {{"$seq", seq}, {"$limit", limit}}),
                     recordFrom);
}

Result<std::vector<JournalRecord>> page(Reader &reader, const JournalFilter &filter, std::int64_t limit)
{
    const auto folded = caseFolded(filter.query);
    auto query = reader.connection().query(select + where(filter));
    bindFilter(query, filter, folded, limit);
    return rows::all(std::move(query), recordFrom);
}

Result<std::pair<std::int64_t, bool>> countUpTo(Reader &reader, const JournalFilter &filter, std::int64_t limit,
                                                Clock &clock, std::chrono::milliseconds budget)
{
    auto &connection = reader.connection();
    const auto before = connection.deadline();
    const auto mine = clock.tick() + budget;
    connection.setDeadline(&clock, before ? std::min(*before, mine) : mine);
    const auto folded = caseFolded(filter.query);
    std::int64_t count = 0;
    Result<bool> row = false;
    {
        auto query = connection.query("SELECT 1 FROM journal " + where(filter));
        bindFilter(query, filter, folded, limit + 1);
        for (row = query.next(); row && *row; row = query.next())
            ++count;
    }
    connection.setDeadline(&clock, before);
    if (!row && row.error().code != ErrorCode::query_too_slow)
        return fail(std::move(row).error());
    return std::pair(std::min(count, limit), !row || count > limit);
}

Result<void> forEach(Reader &reader, const std::function<bool(const JournalRecord &)> &f)
{
    auto query = reader.connection().query(select + "ORDER BY seq");
    for (;;) {
        auto row = TRY(query.next());
        if (!row || !f(recordFrom(query)))
            return {};
    }
}

Result<std::int64_t> oldest(Reader &reader)
{
    return rows::number(reader.connection().query("SELECT coalesce((SELECT min(seq) FROM journal),"
                                                  " (SELECT seq + 1 FROM journal_anchor))"));
}

Result<std::int64_t> erase(Writer &writer, UserId user)
{
    return rows::change(
        writer.connection(),
        "UPDATE journal SET salt=NULL, actor_name=NULL, address=NULL, client=NULL, body=NULL WHERE seq IN (SELECT seq"
        " FROM journal WHERE actor=$user UNION SELECT seq FROM journal WHERE subject=$user) AND salt IS NOT NULL",
        {{"$user", user}});
}

Result<std::int64_t> empty(Writer &writer, std::span<const std::string_view> events, std::int64_t from,
                           std::int64_t through)
{
    json::array list;
    for (const auto event : events)
        list.emplace_back(boost::json::string_view(event));
    const auto words = json::serialize(json::value(std::move(list)));
    // The plus: by the range, not by the index of events.
    return rows::change(
        writer.connection(),
        "UPDATE journal SET salt=NULL, actor_name=NULL, address=NULL, client=NULL, body=NULL WHERE seq>$from"
        " AND seq<=$through AND salt IS NOT NULL AND +event IN (SELECT value FROM json_each($events))",
        {{"$from", from}, {"$through", through}, {"$events", words}});
}

namespace {

std::string markOf(std::string_view category)
{
    return "journal emptied " + std::string(category);
}

}  // namespace

Result<std::int64_t> emptiedThrough(Reader &reader, std::string_view category)
{
    const auto key = markOf(category);
    return rows::number(reader.connection().query(
        "SELECT coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key=$key), 0)", {{"$key", key}}));
}

Result<void> setEmptiedThrough(Writer &writer, std::string_view category, std::int64_t through)
{
    return writeMeta(writer.connection(), markOf(category), std::to_string(through));
}

Result<void> addToCount(Writer &writer, std::optional<TeamId> team, std::int64_t count)
{
    return writer.connection().run("INSERT INTO journal_counts (realm, count) VALUES ($realm, $rows)"
                                   " ON CONFLICT (realm) DO UPDATE SET count=count+excluded.count",
                                   {{"$realm", rows::orZero(team)}, {"$rows", count}});
}

Result<std::int64_t> countOf(Reader &reader, std::optional<TeamId> team)
{
    return rows::number(reader.connection().query("SELECT count FROM journal_counts WHERE realm=$realm",
                                                  {{"$realm", rows::orZero(team)}}));
}

Result<std::vector<JournalEpoch>> epochs(Reader &reader)
{
    return rows::all(
        reader.connection().query("SELECT epoch, first_seq FROM journal_epochs ORDER BY first_seq, began_at"),
        [](Query &q) { return JournalEpoch{q.integer(0), q.integer(1)}; });
}

Result<void> insertEpoch(Writer &writer, const JournalEpoch &epoch)
{
    return rows::insert(writer.connection(), "journal_epochs",
                        {{"$epoch", epoch.epoch}, {"$first_seq", epoch.firstSeq}, {"$began_at", writer.now()}});
}

Result<JournalAnchor> anchor(Reader &reader)
{
    auto found = TRY(rows::one(reader.connection().query("SELECT seq, chain FROM journal_anchor WHERE id=1"),
                               [](Query &q) { return JournalAnchor{q.integer(0), q.digest(1)}; }));
    if (!found)
        return fail(ErrorCode::corrupt, "The journal has lost the anchor of its chain.");
    return *found;
}

Result<std::int64_t> lastBefore(Reader &reader, Instant before, std::int64_t from, std::int64_t atMost)
{
    return rows::number(reader.connection().query(
        "SELECT coalesce((SELECT seq - 1 FROM journal WHERE seq>$from AND seq<=$most AND at>=$before ORDER BY seq"
        " LIMIT 1), (SELECT max(seq) FROM journal WHERE seq>$from AND seq<=$most), $from)",
        {{"$from", from}, {"$most", atMost}, {"$before", before}}));
}

Result<std::int64_t> purge(Writer &writer, const JournalAnchor &anchor)
{
    auto &connection = writer.connection();
    const auto counts = TRY(rows::all(
        connection.query("SELECT realm, count(*) FROM journal WHERE seq<=$seq GROUP BY realm", {{"$seq", anchor.seq}}),
        [](Query &q) { return std::pair(q.optionalId<TeamId>(0), q.integer(1)); }));
    for (const auto &[team, rows] : counts)
        TRY(addToCount(writer, team, -rows));
    TRY(connection.run("DELETE FROM journal_checkpoints WHERE seq<=$seq", {{"$seq", anchor.seq}}));
    TRY(connection.run("UPDATE journal_anchor SET seq=$seq, chain=$chain WHERE id=1",
                       {{"$seq", anchor.seq}, {"$chain", anchor.chain}}));
    return rows::change(connection, "DELETE FROM journal WHERE seq<=$seq", {{"$seq", anchor.seq}});
}

}  // namespace castellan::store::journal_records
