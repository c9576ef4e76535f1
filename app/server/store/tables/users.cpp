// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/users.h"

#include "core/text/email.h"
#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "core/try.h"
#include "server/store/rows.h"
#include "server/store/tables/columns.h"

namespace castellan::store {

User userFrom(Query &q, int c)
{
    User u{{}, q.id<UserId>(c++)};
    // `castellan-server init` once took any bytes of its command line.
    u.username = repairedUtf8(q.text(c++));
    u.email = repairedUtf8(q.text(c++));
    u.name = repairedUtf8(q.text(c++));
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

/// User name and address in the form in which they are compared.
struct Keys {
    explicit Keys(const NewUser &user) : username(caseFolded(user.username)), email(emailKey(user.email)) {}

    std::string username;
    std::string email;
};

/// Of columnsOf(), the first ones: user name and address with their keys.
constexpr std::ptrdiff_t nameColumns = 4;

/// The columns that inserting and changing a user write. They refer to both.
std::vector<Parameter> columnsOf(const NewUser &user, const Keys &keys, Instant now)
{
    return {{"$username", user.username},
            {"$username_key", keys.username},
            {"$email", user.email},
            {"$email_key", keys.email},
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

/// ErrorCode::conflict if another user has this name or address. One that the user has already stays: addresses of
/// earlier versions may have become equal.
Result<void> checkUnique(Writer &writer, const Keys &keys, std::optional<UserId> id)
{
    auto query =
        writer.connection().query("SELECT EXISTS (SELECT 1 FROM users WHERE username_key=$username AND id<>$id)"
                                  " AND coalesce((SELECT username_key<>$username FROM users WHERE id=$id), 1),"
                                  " EXISTS (SELECT 1 FROM users WHERE email_key=$email AND email_key<>'' AND id<>$id)"
                                  " AND coalesce((SELECT email_key<>$email FROM users WHERE id=$id), 1)",
                                  {{"$username", keys.username}, {"$email", keys.email}, {"$id", rows::orZero(id)}});
    TRY(query.next());
    const char *taken = query.boolean(0) ? "username" : query.boolean(1) ? "email" : nullptr;
    if (taken != nullptr)
        return fail(ErrorCode::conflict, std::string("This value of ") + taken + " is taken.").at(taken);
    return {};
}

/// Whether the stored user has this name and address already.
Result<bool> isNamedSo(Writer &writer, const User &user, const Keys &keys)
{
    auto query = writer.connection().query(
        "SELECT 1 FROM users WHERE id=$id AND username=$username AND username_key=$username_key AND email=$email"
        " AND email_key=$email_key",
        {{"$id", user.id},
         {"$username", user.username},
         {"$username_key", keys.username},
         {"$email", user.email},
         {"$email_key", keys.email}});
    return query.next();
}

}  // namespace

Result<User> insert(Writer &writer, NewUser user)
{
    if (user.passwordChangedAt == Instant{})
        user.passwordChangedAt = writer.now();
    user.email = storedEmail(std::move(user.email));
    const Keys keys(user);
    TRY(checkUnique(writer, keys, {}));
    auto columns = columnsOf(user, keys, writer.now());
    columns.emplace_back("$created_at", writer.now());
    TRY(rows::insert(writer.connection(), "users", columns));
    User made{std::move(user), writer.connection().lastInserted<UserId>()};
    made.createdAt = made.updatedAt = writer.now();
    return made;
}

Result<void> update(Writer &writer, const User &user)
{
    const Keys keys(user);
    auto columns = columnsOf(user, keys, writer.now());
    // SQLite rewrites every index whose column an UPDATE names, and few changes are of a name or an address.
    if (TRY(isNamedSo(writer, user, keys)))
        columns.erase(columns.begin(), columns.begin() + nameColumns);
    else
        TRY(checkUnique(writer, keys, user.id));
    return rows::update(writer.connection(), "users", columns, user.id, "The user");
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
    const auto key = caseFolded(username);
    return rows::one(reader.connection().query(select + "WHERE u.username_key=$key ORDER BY u.username=$username DESC",
                                               {{"$key", key}, {"$username", username}}),
                     fromFirst);
}

Result<std::optional<User>> findByEmail(Reader &reader, std::string_view email)
{
    const auto key = emailKey(email);
    return rows::one(reader.connection().query(
                         select + "WHERE u.email_key=$key AND u.email_key<>'' AND (u.email=$email OR (SELECT count(*)"
                                  " FROM users o WHERE o.email_key=$key AND o.email_key<>'')=1)",
                         {{"$key", key}, {"$email", email}}),
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
    const auto sql = select + "WHERE u.id>$after AND ($all OR holds(u.username, $folded) OR holds(u.name, $folded)"
                              " OR holds(u.email, $folded)) ORDER BY u.id LIMIT $limit";
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
