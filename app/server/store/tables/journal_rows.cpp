// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/journal_rows.h"

#include "core/json/codec.h"
#include "core/try.h"
#include "server/store/meta.h"
#include "server/store/rows.h"

#include <boost/json/array.hpp>

namespace castellan::store::journal_rows {
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

std::string where(const JournalFilter &filter)
{
    std::string sql = "WHERE realm=$realm AND seq<$before";
    if (!filter.events.empty())
        sql += " AND event IN " + listOf("$e", filter.events.size());
    if (!filter.usernames.empty())
        sql += " AND actor_name IN " + listOf("$u", filter.usernames.size());
    if (!filter.query.empty())
        sql +=
            " AND (event LIKE $like ESCAPE '\\' OR actor_name LIKE $like ESCAPE '\\' OR body LIKE $like ESCAPE '\\')";
    return sql + " ORDER BY seq DESC LIMIT $limit";
}

void bindFilter(Query &query, const JournalFilter &filter, const std::string &like, std::int64_t limit)
{
    query.bind("$realm", rows::orZero(filter.team)).bind("$before", filter.before).bind("$limit", limit);
    for (std::size_t i = 0; i < filter.events.size(); ++i)
        query.bind(("$e" + std::to_string(i)).c_str(), std::string_view(filter.events[i]));
    for (std::size_t i = 0; i < filter.usernames.size(); ++i)
        query.bind(("$u" + std::to_string(i)).c_str(), std::string_view(filter.usernames[i]));
    if (!filter.query.empty())
        query.bind("$like", std::string_view(like));
}

}  // namespace

Result<void> insert(Writer &writer, const JournalRecord &r)
{
    auto query = writer.connection().query(
        "INSERT INTO journal (seq, epoch, at, event, scope, scope_id, actor_kind, actor, subject, auth, outcome, count,"
        " request_id, salt, actor_name, address, client, body, personal_hash, chain) VALUES ($seq, $epoch, $at, $event,"
        " $scope, $scopeid, $kind, $actor, $subject, $auth, $outcome, $count, $request, $salt, $name, $address,"
        " $client, $body, $personal, $chain)");
    query.bind("$seq", r.seq)
        .bind("$epoch", r.epoch)
        .bind("$at", r.at)
        .bind("$event", std::string_view(r.event))
        .bind("$scope", r.scope)
        .bind("$scopeid", r.scopeId)
        .bind("$kind", r.actorKind)
        .bind("$actor", r.actor)
        .bind("$subject", r.subject)
        .bind("$auth", r.auth)
        .bind("$outcome", r.outcome)
        .bind("$count", r.count)
        .bind("$request", std::string_view(r.requestId))
        .bind("$salt", bytesOf(*r.salt))
        .bind("$name", std::string_view(r.actorName))
        .bind("$address", std::string_view(r.address))
        .bind("$client", std::string_view(r.client))
        .bind("$body", std::string_view(r.body))
        .bind("$personal", std::span<const std::byte>(r.personalHash))
        .bind("$chain", std::span<const std::byte>(r.chain));
    return query.run();
}

Result<std::optional<JournalRecord>> last(Reader &reader)
{
    auto query = reader.connection().query(select + "ORDER BY seq DESC LIMIT 1");
    return rows::one(query, recordFrom);
}

Result<std::optional<JournalRecord>> find(Reader &reader, std::int64_t seq)
{
    auto query = reader.connection().query(select + "WHERE seq=$seq");
    query.bind("$seq", seq);
    return rows::one(query, recordFrom);
}

Result<std::vector<JournalRecord>> after(Reader &reader, std::int64_t seq, std::int64_t limit)
{
    auto query = reader.connection().query(select + "WHERE seq>$seq ORDER BY seq LIMIT $limit");
    query.bind("$seq", seq).bind("$limit", limit);
    return rows::all(query, recordFrom);
}

Result<std::vector<JournalRecord>> page(Reader &reader, const JournalFilter &filter, std::int64_t limit)
{
    const auto like = rows::containing(filter.query);
    auto query = reader.connection().query(select + where(filter));
    bindFilter(query, filter, like, limit);
    return rows::all(query, recordFrom);
}

Result<std::pair<std::int64_t, bool>> countUpTo(Reader &reader, const JournalFilter &filter, std::int64_t limit,
                                                Clock &clock, std::chrono::milliseconds budget)
{
    auto &connection = reader.connection();
    const auto before = connection.deadline();
    const auto mine = clock.tick() + budget;
    connection.setDeadline(&clock, before ? std::min(*before, mine) : mine);
    const auto like = rows::containing(filter.query);
    std::int64_t count = 0;
    Result<bool> row = false;
    {
        auto query = connection.query("SELECT 1 FROM journal " + where(filter));
        bindFilter(query, filter, like, limit + 1);
        for (row = query.next(); row && *row; row = query.next())
            ++count;
    }
    connection.setDeadline(&clock, before);
    if (!row && row.error().code != ErrorCode::query_too_slow)
        return fail(std::move(row.error()));
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
    auto query = reader.connection().query("SELECT coalesce((SELECT min(seq) FROM journal),"
                                           " (SELECT seq + 1 FROM journal_anchor))");
    return rows::number(query);
}

Result<std::int64_t> erase(Writer &writer, UserId user)
{
    auto query = writer.connection().query(
        "UPDATE journal SET salt=NULL, actor_name=NULL, address=NULL, client=NULL, body=NULL WHERE seq IN (SELECT seq"
        " FROM journal WHERE actor=$user UNION SELECT seq FROM journal WHERE subject=$user) AND salt IS NOT NULL");
    query.bind("$user", user);
    return rows::change(writer.connection(), query);
}

Result<std::int64_t> empty(Writer &writer, std::span<const std::string_view> events, std::int64_t from,
                           std::int64_t through)
{
    json::array list;
    for (const auto event : events)
        list.emplace_back(boost::json::string_view(event));
    const auto words = json::serialize(json::value(std::move(list)));
    // The plus: by the range, not by the index of events.
    auto query = writer.connection().query(
        "UPDATE journal SET salt=NULL, actor_name=NULL, address=NULL, client=NULL, body=NULL WHERE seq>$from"
        " AND seq<=$through AND salt IS NOT NULL AND +event IN (SELECT value FROM json_each($events))");
    query.bind("$from", from).bind("$through", through).bind("$events", std::string_view(words));
    return rows::change(writer.connection(), query);
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
    auto query =
        reader.connection().query("SELECT coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key=$key), 0)");
    query.bind("$key", std::string_view(key));
    return rows::number(query);
}

Result<void> setEmptiedThrough(Writer &writer, std::string_view category, std::int64_t through)
{
    return writeMeta(writer.connection(), markOf(category), std::to_string(through));
}

Result<void> addToCount(Writer &writer, std::optional<TeamId> team, std::int64_t count)
{
    auto query = writer.connection().query("INSERT INTO journal_counts (realm, count) VALUES ($realm, $rows)"
                                           " ON CONFLICT (realm) DO UPDATE SET count=count+excluded.count");
    return query.bind("$realm", rows::orZero(team)).bind("$rows", count).run();
}

Result<std::int64_t> countOf(Reader &reader, std::optional<TeamId> team)
{
    auto query = reader.connection().query("SELECT count FROM journal_counts WHERE realm=$realm");
    query.bind("$realm", rows::orZero(team));
    return rows::number(query);
}

Result<std::vector<JournalEpoch>> epochs(Reader &reader)
{
    auto query = reader.connection().query("SELECT epoch, first_seq FROM journal_epochs ORDER BY first_seq, began_at");
    return rows::all(query, [](Query &q) { return JournalEpoch{q.integer(0), q.integer(1)}; });
}

Result<void> insertEpoch(Writer &writer, const JournalEpoch &epoch)
{
    auto query = writer.connection().query(
        "INSERT INTO journal_epochs (epoch, first_seq, began_at) VALUES ($epoch, $first, $now)");
    return query.bind("$epoch", epoch.epoch).bind("$first", epoch.firstSeq).bind("$now", writer.now()).run();
}

Result<JournalAnchor> anchor(Reader &reader)
{
    auto query = reader.connection().query("SELECT seq, chain FROM journal_anchor WHERE id=1");
    auto found = TRY(rows::one(query, [](Query &q) { return JournalAnchor{q.integer(0), q.digest(1)}; }));
    if (!found)
        return fail(ErrorCode::corrupt, "The journal has lost the anchor of its chain.");
    return *found;
}

Result<std::int64_t> lastBefore(Reader &reader, Instant before, std::int64_t from, std::int64_t atMost)
{
    auto query = reader.connection().query(
        "SELECT coalesce((SELECT seq - 1 FROM journal WHERE seq>$from AND seq<=$most AND at>=$before ORDER BY seq"
        " LIMIT 1), (SELECT max(seq) FROM journal WHERE seq>$from AND seq<=$most), $from)");
    query.bind("$from", from).bind("$most", atMost).bind("$before", before);
    return rows::number(query);
}

Result<std::int64_t> purge(Writer &writer, const JournalAnchor &anchor)
{
    auto &connection = writer.connection();
    auto realms = connection.query("SELECT realm, count(*) FROM journal WHERE seq<=$seq GROUP BY realm");
    realms.bind("$seq", anchor.seq);
    const auto counts =
        TRY(rows::all(realms, [](Query &q) { return std::pair(q.optionalId<TeamId>(0), q.integer(1)); }));
    for (const auto &[team, rows] : counts)
        TRY(addToCount(writer, team, -rows));
    auto checkpoints = connection.query("DELETE FROM journal_checkpoints WHERE seq<=$seq");
    TRY(checkpoints.bind("$seq", anchor.seq).run());
    auto moved = connection.query("UPDATE journal_anchor SET seq=$seq, chain=$chain WHERE id=1");
    TRY(moved.bind("$seq", anchor.seq).bind("$chain", std::span<const std::byte>(anchor.chain)).run());
    auto taken = connection.query("DELETE FROM journal WHERE seq<=$seq");
    taken.bind("$seq", anchor.seq);
    return rows::change(connection, taken);
}

Result<void> insertCheckpoint(Writer &writer, const CheckpointRecord &c, std::int64_t key)
{
    auto query = writer.connection().query(
        "INSERT INTO journal_checkpoints (seq, epoch, chain, at, signing_key, signature) VALUES ($seq, $epoch, $chain,"
        " $at, $key, $signature) ON CONFLICT (seq) DO UPDATE SET epoch=excluded.epoch, chain=excluded.chain,"
        " at=excluded.at, signing_key=excluded.signing_key, signature=excluded.signature");
    return query.bind("$seq", c.seq)
        .bind("$epoch", c.epoch)
        .bind("$chain", std::span<const std::byte>(c.chain))
        .bind("$at", c.at)
        .bind("$key", key)
        .bind("$signature", bytesOf(c.signature))
        .run();
}

namespace {

const std::string selectCheckpoint = "SELECT c.seq, c.epoch, c.chain, c.at, k.public, c.signature FROM"
                                     " journal_checkpoints c JOIN signing_keys k ON k.id=c.signing_key ORDER BY c.seq ";

CheckpointRecord checkpointFrom(Query &q)
{
    return {q.integer(0), q.integer(1), q.digest(2), q.instant(3), q.blob(4), q.blob(5)};
}

}  // namespace

Result<std::vector<CheckpointRecord>> checkpoints(Reader &reader)
{
    auto query = reader.connection().query(selectCheckpoint);
    return rows::all(query, checkpointFrom);
}

Result<std::optional<CheckpointRecord>> lastCheckpoint(Reader &reader)
{
    auto query = reader.connection().query(selectCheckpoint + "DESC LIMIT 1");
    return rows::one(query, checkpointFrom);
}

Result<std::optional<SigningKeyRecord>> newestSigningKey(Reader &reader)
{
    auto query = reader.connection().query("SELECT id, public, sealed FROM signing_keys ORDER BY id DESC LIMIT 1");
    return rows::one(query, [](Query &q) { return SigningKeyRecord{q.integer(0), q.blob(1), q.blob(2)}; });
}

Result<SigningKeyRecord> insertSigningKey(Writer &writer, SigningKeyRecord key)
{
    auto query = writer.connection().query(
        "INSERT INTO signing_keys (public, sealed, created_at) VALUES ($public, $sealed, $now)");
    query.bind("$public", bytesOf(key.publicKey)).bind("$sealed", bytesOf(key.sealed)).bind("$now", writer.now());
    TRY(query.run());
    key.id = writer.connection().lastInsertId();
    return key;
}

}  // namespace castellan::store::journal_rows
