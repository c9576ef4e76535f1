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
    TRY(rows::insert(writer.connection(), "sessions",
                     {{"$user", session.user},
                      {"$token_hash", session.tokenHash},
                      {"$kind", std::int64_t(session.kind)},
                      {"$csrf", session.csrf},
                      {"$address", session.address},
                      {"$client", session.client},
                      {"$created_at", session.createdAt},
                      {"$last_used_at", session.lastUsedAt},
                      {"$expires_at", session.expiresAt},
                      {"$idle_at", session.idleAt},
                      {"$stepped_up_at", session.steppedUpAt},
                      {"$second_factor", session.secondFactor}}));
    return Session{std::move(session), writer.connection().lastInserted<SessionId>()};
}

Result<std::optional<Session>> findByToken(Reader &reader, const Digest &tokenHash)
{
    return rows::one(reader.connection().query(select + "WHERE token_hash=$hash", {{"$hash", tokenHash}}), sessionFrom);
}

Result<std::optional<Session>> find(Reader &reader, SessionId id)
{
    return rows::one(reader.connection().query(select + "WHERE id=$id", {{"$id", id}}), sessionFrom);
}

Result<std::vector<Session>> ofUser(Reader &reader, UserId user)
{
    return rows::all(reader.connection().query(select + "WHERE user=$user AND expires_at>$now ORDER BY id DESC",
                                               {{"$user", user}, {"$now", reader.now()}}),
                     sessionFrom);
}

Result<std::vector<Session>> all(Reader &reader)
{
    return rows::all(reader.connection().query(select + "WHERE expires_at>$now AND idle_at>$now ORDER BY id DESC",
                                               {{"$now", reader.now()}}),
                     sessionFrom);
}

Result<void> flushUses(Writer &writer, std::span<const Use> uses)
{
    for (const auto &use : uses) {
        TRY(writer.connection().run("UPDATE sessions SET last_used_at=$used, idle_at=$idle WHERE id=$id",
                                    {{"$used", use.lastUsedAt}, {"$idle", use.idleAt}, {"$id", use.id}}));
    }
    return {};
}

Result<void> setSteppedUp(Writer &writer, SessionId id, Instant at)
{
    return rows::changeOne(writer.connection(), "UPDATE sessions SET stepped_up_at=$at WHERE id=$id",
                           {{"$at", at}, {"$id", id}}, "The session");
}

Result<void> renew(Writer &writer, SessionId id, const Digest &tokenHash)
{
    return rows::changeOne(writer.connection(), "UPDATE sessions SET token_hash=$hash WHERE id=$id",
                           {{"$hash", tokenHash}, {"$id", id}}, "The session");
}

Result<std::int64_t> countWrongProof(Writer &writer, SessionId id)
{
    TRY(rows::changeOne(writer.connection(), "UPDATE sessions SET wrong_proofs=wrong_proofs+1 WHERE id=$id",
                        {{"$id", id}}, "The session"));
    return rows::number(writer.connection().query("SELECT wrong_proofs FROM sessions WHERE id=$id", {{"$id", id}}));
}

Result<void> clearWrongProofs(Writer &writer, SessionId id)
{
    return writer.connection().run("UPDATE sessions SET wrong_proofs=0 WHERE id=$id AND wrong_proofs<>0",
                                   {{"$id", id}});
}

Result<void> setSecondFactor(Writer &writer, SessionId id, Instant at)
{
    return rows::changeOne(writer.connection(), "UPDATE sessions SET second_factor=1, stepped_up_at=$at WHERE id=$id",
                           {{"$at", at}, {"$id", id}}, "The session");
}

Result<void> setBack(Writer &writer, std::chrono::microseconds by)
{
    return writer.connection().run(
        "UPDATE sessions SET created_at=created_at-$by, last_used_at=last_used_at-$by, expires_at=expires_at-$by,"
        " idle_at=idle_at-$by, stepped_up_at=stepped_up_at-$by",
        {{"$by", std::int64_t(by.count())}});
}

Result<bool> remove(Writer &writer, SessionId id)
{
    return rows::changeAny(writer.connection(), "DELETE FROM sessions WHERE id=$id", {{"$id", id}});
}

Result<std::int64_t> removeOfUser(Writer &writer, UserId user, std::optional<SessionId> except)
{
    return rows::change(writer.connection(), "DELETE FROM sessions WHERE user=$user AND id<>$except",
                        {{"$user", user}, {"$except", rows::orZero(except)}});
}

Result<std::int64_t> removeEnded(Writer &writer)
{
    return rows::change(writer.connection(), "DELETE FROM sessions WHERE expires_at<=$now OR idle_at<=$now",
                        {{"$now", writer.now()}});
}

Result<std::int64_t> removeAll(Writer &writer)
{
    return rows::change(writer.connection(), "DELETE FROM sessions");
}

}  // namespace castellan::store::sessions
