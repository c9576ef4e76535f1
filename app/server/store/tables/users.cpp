// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/users.h"

#include "core/try.h"
#include "server/store/rows.h"
#include "server/store/tables/columns.h"

namespace castellan::store {

User userFrom(Query &q, int c)
{
    User u{{}, q.id<UserId>(c++)};
    u.username = q.text(c++);
    u.email = q.text(c++);
    u.name = q.text(c++);
    u.passwordHash = q.text(c++);
    u.emailVerified = q.boolean(c++);
    u.admin = q.boolean(c++);
    u.auditor = q.boolean(c++);
    u.suspended = q.boolean(c++);
    u.passwordExpired = q.boolean(c++);
    u.local = q.boolean(c++);
    u.defaultTeam = q.optionalId<TeamId>(c++);
    u.lockedUntil = q.optionalInstant(c++);
    u.lastSeenAt = q.optionalInstant(c++);
    u.createdAt = q.instant(c++);
    u.updatedAt = q.instant(c++);
    u.passwordChangedAt = q.instant(c++);
    u.factorRequiredAt = q.optionalInstant(c++);
    u.secondFactor = q.boolean(c);
    return u;
}

namespace users {
namespace {

const std::string select = std::string("SELECT ") + userColumns + " FROM users u ";

User fromFirst(Query &q)
{
    return userFrom(q, 0);
}

/// The columns that inserting and changing a user write.
std::vector<Parameter> columnsOf(const NewUser &user, Instant now)
{
    return {{"$username", user.username},
            {"$email", user.email},
            {"$name", user.name},
            {"$password_hash", user.passwordHash},
            {"$email_verified", user.emailVerified},
            {"$admin", user.admin},
            {"$auditor", user.auditor},
            {"$suspended", user.suspended},
            {"$password_expired", user.passwordExpired},
            {"$local", user.local},
            {"$default_team", user.defaultTeam},
            {"$locked_until", user.lockedUntil},
            {"$updated_at", now},
            {"$password_changed_at", user.passwordChangedAt},
            {"$factor_required_at", user.factorRequiredAt}};
}

}  // namespace

Result<User> insert(Writer &writer, NewUser user)
{
    if (user.passwordChangedAt == Instant{})
        user.passwordChangedAt = writer.now();
    auto columns = columnsOf(user, writer.now());
    columns.emplace_back("$created_at", writer.now());
    TRY(rows::insert(writer.connection(), "users", columns));
    User made{std::move(user), writer.connection().lastInserted<UserId>()};
    made.createdAt = made.updatedAt = writer.now();
    return made;
}

Result<void> update(Writer &writer, const User &user)
{
    return rows::update(writer.connection(), "users", columnsOf(user, writer.now()), user.id, "The user");
}

Result<void> remove(Writer &writer, UserId id)
{
    return rows::changeOne(writer.connection(), "DELETE FROM users WHERE id=$id", {{"$id", id}}, "The user");
}

Result<void> setLastSeen(Writer &writer, UserId id, Instant at)
{
    return writer.connection().run("UPDATE users SET last_seen_at=$at WHERE id=$id", {{"$at", at}, {"$id", id}});
}

Result<std::optional<User>> find(Reader &reader, UserId id)
{
    return rows::one(reader.connection().query(select + "WHERE u.id=$id", {{"$id", id}}), fromFirst);
}

Result<std::optional<User>> findByUsername(Reader &reader, std::string_view username)
{
    return rows::one(reader.connection().query(select + "WHERE u.username=$username", {{"$username", username}}),
                     fromFirst);
}

Result<std::optional<User>> findByEmail(Reader &reader, std::string_view email)
{
    return rows::one(reader.connection().query(select + "WHERE u.email=$email AND u.email<>''", {{"$email", email}}),
                     fromFirst);
}

Result<std::optional<User>> findByLogin(Reader &reader, std::string_view login)
{
    auto found = findByUsername(reader, login);
    return found && !*found ? findByEmail(reader, login) : found;
}

Result<std::optional<User>> findLocal(Reader &reader)
{
    return rows::one(reader.connection().query(select + "WHERE u.local=1 ORDER BY u.id LIMIT 1"), fromFirst);
}

Result<Page<User>> list(Reader &reader, const PageRequest<UserId> &request)
{
    const auto sql = select +
                     "WHERE u.id>$after AND ($all OR u.username LIKE $like ESCAPE '\\' OR u.name LIKE $like ESCAPE '\\'"
                     " OR u.email LIKE $like ESCAPE '\\') ORDER BY u.id LIMIT $limit";
    return rows::page<User>(reader.connection(), sql, request, TRY(count(reader)), fromFirst);
}

Result<std::int64_t> count(Reader &reader)
{
    return rows::number(reader.connection().query("SELECT count(*) FROM users"));
}

Result<std::int64_t> countActiveAdmins(Reader &reader, std::optional<UserId> except)
{
    return rows::number(
        reader.connection().query("SELECT count(*) FROM users WHERE admin=1 AND suspended=0 AND id<>$except",
                                  {{"$except", rows::orZero(except)}}));
}

Result<std::int64_t> countUnlockedAdmins(Reader &reader, UserId except)
{
    return rows::number(
        reader.connection().query("SELECT count(*) FROM users WHERE admin=1 AND suspended=0 AND id<>$except"
                                  " AND (locked_until IS NULL OR locked_until<=$now)",
                                  {{"$except", except}, {"$now", reader.now()}}));
}

Result<std::vector<UserId>> withEndedLock(Reader &reader, std::int64_t most)
{
    return rows::all(
        reader.connection().query("SELECT id FROM users WHERE locked_until IS NOT NULL AND locked_until<=$now"
                                  " ORDER BY locked_until LIMIT $most",
                                  {{"$now", reader.now()}, {"$most", most}}),
        [](Query &q) { return q.id<UserId>(0); });
}

}  // namespace users
}  // namespace castellan::store
