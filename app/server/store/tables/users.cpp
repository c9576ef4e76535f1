// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/users.h"

#include "core/try.h"
#include "server/store/rows.h"
#include "server/store/tables/user_row.h"

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

Result<std::optional<User>> first(Query &query)
{
    return rows::one(query, [](Query &q) { return userFrom(q, 0); });
}

void bindMembers(Query &query, const NewUser &user)
{
    query.bind("$username", std::string_view(user.username))
        .bind("$email", std::string_view(user.email))
        .bind("$name", std::string_view(user.name))
        .bind("$hash", std::string_view(user.passwordHash))
        .bind("$verified", user.emailVerified)
        .bind("$admin", user.admin)
        .bind("$auditor", user.auditor)
        .bind("$suspended", user.suspended)
        .bind("$expired", user.passwordExpired)
        .bind("$local", user.local)
        .bind("$team", user.defaultTeam)
        .bind("$locked", user.lockedUntil)
        .bind("$changed", user.passwordChangedAt)
        .bind("$required", user.factorRequiredAt);
}

}  // namespace

Result<User> insert(Writer &writer, NewUser user)
{
    if (user.passwordChangedAt == Instant{})
        user.passwordChangedAt = writer.now();
    auto &connection = writer.connection();
    auto query = connection.query(
        "INSERT INTO users (username, email, name, password_hash, email_verified, admin, auditor, suspended,"
        " password_expired, local, default_team, locked_until, created_at, updated_at, password_changed_at,"
        " factor_required_at) VALUES ($username, $email, $name, $hash, $verified, $admin, $auditor, $suspended,"
        " $expired, $local, $team, $locked, $now, $now, $changed, $required)");
    bindMembers(query, user);
    TRY(query.bind("$now", writer.now()).run());
    User made{std::move(user), connection.lastInserted<UserId>()};
    made.createdAt = made.updatedAt = writer.now();
    return made;
}

Result<void> update(Writer &writer, const User &user)
{
    auto query = writer.connection().query(
        "UPDATE users SET username=$username, email=$email, name=$name, password_hash=$hash, email_verified=$verified,"
        " admin=$admin, auditor=$auditor, suspended=$suspended, password_expired=$expired, local=$local,"
        " default_team=$team, locked_until=$locked, updated_at=$now, password_changed_at=$changed,"
        " factor_required_at=$required WHERE id=$id");
    bindMembers(query, user);
    query.bind("$now", writer.now()).bind("$id", user.id);
    return rows::changeOne(writer.connection(), query, "The user");
}

Result<void> remove(Writer &writer, UserId id)
{
    auto query = writer.connection().query("DELETE FROM users WHERE id=$id");
    query.bind("$id", id);
    return rows::changeOne(writer.connection(), query, "The user");
}

Result<void> setLastSeen(Writer &writer, UserId id, Instant at)
{
    auto query = writer.connection().query("UPDATE users SET last_seen_at=$at WHERE id=$id");
    return query.bind("$at", at).bind("$id", id).run();
}

Result<std::optional<User>> find(Reader &reader, UserId id)
{
    auto query = reader.connection().query(select + "WHERE u.id=$id");
    query.bind("$id", id);
    return first(query);
}

Result<std::optional<User>> findByUsername(Reader &reader, std::string_view username)
{
    auto query = reader.connection().query(select + "WHERE u.username=$username");
    query.bind("$username", username);
    return first(query);
}

Result<std::optional<User>> findByEmail(Reader &reader, std::string_view email)
{
    auto query = reader.connection().query(select + "WHERE u.email=$email AND u.email<>''");
    query.bind("$email", email);
    return first(query);
}

Result<std::optional<User>> findByLogin(Reader &reader, std::string_view login)
{
    auto found = findByUsername(reader, login);
    return found && !*found ? findByEmail(reader, login) : found;
}

Result<std::optional<User>> findLocal(Reader &reader)
{
    auto query = reader.connection().query(select + "WHERE u.local=1 ORDER BY u.id LIMIT 1");
    return first(query);
}

Result<Page<User>> list(Reader &reader, const PageRequest<UserId> &request)
{
    const auto limit = rows::clampLimit(request.limit);
    const auto like = rows::containing(request.query);
    auto query = reader.connection().query(
        select + "WHERE u.id>$after AND ($all OR u.username LIKE $like ESCAPE '\\' OR u.name LIKE $like ESCAPE '\\'"
                 " OR u.email LIKE $like ESCAPE '\\') ORDER BY u.id LIMIT $limit");
    query.bind("$after", rows::orZero(request.after))
        .bind("$all", request.query.empty())
        .bind("$like", std::string_view(like))
        .bind("$limit", limit + 1);
    return rows::page<User>(query, limit, count(reader), [](Query &q) { return userFrom(q, 0); });
}

Result<std::int64_t> count(Reader &reader)
{
    auto query = reader.connection().query("SELECT count(*) FROM users");
    return rows::number(query);
}

Result<std::int64_t> countActiveAdmins(Reader &reader, std::optional<UserId> except)
{
    auto query = reader.connection().query("SELECT count(*) FROM users WHERE admin=1 AND suspended=0 AND id<>$except");
    query.bind("$except", rows::orZero(except));
    return rows::number(query);
}

Result<std::int64_t> countUnlockedAdmins(Reader &reader, UserId except)
{
    auto query = reader.connection().query("SELECT count(*) FROM users WHERE admin=1 AND suspended=0 AND id<>$except"
                                           " AND (locked_until IS NULL OR locked_until<=$now)");
    query.bind("$except", except).bind("$now", reader.now());
    return rows::number(query);
}

Result<std::vector<UserId>> withEndedLock(Reader &reader, std::int64_t most)
{
    auto query = reader.connection().query("SELECT id FROM users WHERE locked_until IS NOT NULL AND locked_until<=$now"
                                           " ORDER BY locked_until LIMIT $most");
    query.bind("$now", reader.now()).bind("$most", most);
    return rows::all(query, [](Query &q) { return q.id<UserId>(0); });
}

}  // namespace users
}  // namespace castellan::store
