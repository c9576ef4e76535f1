// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/sessions.h"

#include "core/try.h"
#include "server/store/rows.h"

namespace castellan::store::sessions {
namespace {

const std::string select = "SELECT id, user, token_hash, kind, csrf, address, client, created_at, last_used_at,"
                           " expires_at, idle_at, stepped_up_at, second_factor FROM sessions ";

Session sessionFrom(Query &q)
{
    return {{q.id<UserId>(1), q.digest(2), SessionKind(q.integer(3)), q.text(4), q.text(5), q.text(6), q.instant(7),
             q.instant(8), q.instant(9), q.instant(10), q.instant(11), q.boolean(12)},
            q.id<SessionId>(0)};
}

}  // namespace

Result<Session> insert(Writer &writer, NewSession session)
{
    auto query = writer.connection().query(
        "INSERT INTO sessions (user, token_hash, kind, csrf, address, client, created_at, last_used_at, expires_at,"
        " idle_at, stepped_up_at, second_factor) VALUES ($user, $hash, $kind, $csrf, $address, $client, $created,"
        " $used, $expires, $idle, $stepped, $factor)");
    query.bind("$user", session.user)
        .bind("$hash", std::span<const std::byte>(session.tokenHash))
        .bind("$kind", std::int64_t(session.kind))
        .bind("$csrf", std::string_view(session.csrf))
        .bind("$address", std::string_view(session.address))
        .bind("$client", std::string_view(session.client))
        .bind("$created", session.createdAt)
        .bind("$used", session.lastUsedAt)
        .bind("$expires", session.expiresAt)
        .bind("$idle", session.idleAt)
        .bind("$stepped", session.steppedUpAt)
        .bind("$factor", session.secondFactor);
    TRY(query.run());
    return Session{std::move(session), writer.connection().lastInserted<SessionId>()};
}

Result<std::optional<Session>> findByToken(Reader &reader, const Digest &tokenHash)
{
    auto query = reader.connection().query(select + "WHERE token_hash=$hash");
    query.bind("$hash", std::span<const std::byte>(tokenHash));
    return rows::one(query, sessionFrom);
}

Result<std::optional<Session>> find(Reader &reader, SessionId id)
{
    auto query = reader.connection().query(select + "WHERE id=$id");
    query.bind("$id", id);
    return rows::one(query, sessionFrom);
}

Result<std::vector<Session>> ofUser(Reader &reader, UserId user)
{
    auto query = reader.connection().query(select + "WHERE user=$user AND expires_at>$now ORDER BY id DESC");
    query.bind("$user", user).bind("$now", reader.now());
    return rows::all(query, sessionFrom);
}

Result<std::vector<Session>> all(Reader &reader)
{
    auto query = reader.connection().query(select + "WHERE expires_at>$now AND idle_at>$now ORDER BY id DESC");
    query.bind("$now", reader.now());
    return rows::all(query, sessionFrom);
}

Result<void> flushUses(Writer &writer, std::span<const Use> uses)
{
    for (const auto &use : uses) {
        auto query = writer.connection().query("UPDATE sessions SET last_used_at=$used, idle_at=$idle WHERE id=$id");
        TRY(query.bind("$used", use.lastUsedAt).bind("$idle", use.idleAt).bind("$id", use.id).run());
    }
    return {};
}

Result<void> setSteppedUp(Writer &writer, SessionId id, Instant at)
{
    auto query = writer.connection().query("UPDATE sessions SET stepped_up_at=$at WHERE id=$id");
    query.bind("$at", at).bind("$id", id);
    return rows::changeOne(writer.connection(), query, "The session");
}

Result<void> renew(Writer &writer, SessionId id, const Digest &tokenHash)
{
    auto query = writer.connection().query("UPDATE sessions SET token_hash=$hash WHERE id=$id");
    query.bind("$hash", std::span<const std::byte>(tokenHash)).bind("$id", id);
    return rows::changeOne(writer.connection(), query, "The session");
}

Result<void> setSecondFactor(Writer &writer, SessionId id, Instant at)
{
    auto query = writer.connection().query("UPDATE sessions SET second_factor=1, stepped_up_at=$at WHERE id=$id");
    query.bind("$at", at).bind("$id", id);
    return rows::changeOne(writer.connection(), query, "The session");
}

Result<void> setBack(Writer &writer, std::chrono::microseconds by)
{
    auto query = writer.connection().query(
        "UPDATE sessions SET created_at=created_at-$by, last_used_at=last_used_at-$by, expires_at=expires_at-$by,"
        " idle_at=idle_at-$by, stepped_up_at=stepped_up_at-$by");
    return query.bind("$by", std::int64_t(by.count())).run();
}

Result<bool> remove(Writer &writer, SessionId id)
{
    auto query = writer.connection().query("DELETE FROM sessions WHERE id=$id");
    query.bind("$id", id);
    return rows::change(writer.connection(), query).map([](std::int64_t n) { return n != 0; });
}

Result<std::int64_t> removeOfUser(Writer &writer, UserId user, std::optional<SessionId> except)
{
    auto query = writer.connection().query("DELETE FROM sessions WHERE user=$user AND id<>$except");
    query.bind("$user", user).bind("$except", rows::orZero(except));
    return rows::change(writer.connection(), query);
}

Result<std::int64_t> removeEnded(Writer &writer)
{
    auto query = writer.connection().query("DELETE FROM sessions WHERE expires_at<=$now OR idle_at<=$now");
    query.bind("$now", writer.now());
    return rows::change(writer.connection(), query);
}

Result<std::int64_t> removeAll(Writer &writer)
{
    auto query = writer.connection().query("DELETE FROM sessions");
    return rows::change(writer.connection(), query);
}

}  // namespace castellan::store::sessions
