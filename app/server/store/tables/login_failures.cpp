// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/login_failures.h"

#include "core/try.h"
#include "server/store/rows.h"

namespace castellan::store::login_failures {

Result<std::optional<LoginFailures>> find(Reader &reader, UserId user, std::string_view prefix)
{
    auto query = reader.connection().query("SELECT user, prefix, count, first_at, last_at, locked_until"
                                           " FROM login_failures WHERE user=$user AND prefix=$prefix");
    query.bind("$user", user).bind("$prefix", prefix);
    return rows::one(query, [](Query &q) {
        return LoginFailures{q.id<UserId>(0), q.text(1),    q.integer(2),
                             q.instant(3),    q.instant(4), q.optionalInstant(5)};
    });
}

Result<void> save(Writer &writer, const LoginFailures &failures)
{
    auto query = writer.connection().query(
        "INSERT INTO login_failures (user, prefix, count, first_at, last_at, locked_until) VALUES ($user, $prefix,"
        " $count, $first, $last, $locked) ON CONFLICT (user, prefix) DO UPDATE SET count=excluded.count,"
        " first_at=excluded.first_at, last_at=excluded.last_at, locked_until=excluded.locked_until");
    return query.bind("$user", failures.user)
        .bind("$prefix", std::string_view(failures.prefix))
        .bind("$count", failures.count)
        .bind("$first", failures.firstAt)
        .bind("$last", failures.lastAt)
        .bind("$locked", failures.lockedUntil)
        .run();
}

Result<std::int64_t> clear(Writer &writer, UserId user)
{
    auto query = writer.connection().query("DELETE FROM login_failures WHERE user=$user");
    query.bind("$user", user);
    return rows::change(writer.connection(), query);
}

Result<void> clear(Writer &writer, UserId user, std::string_view prefix)
{
    auto query = writer.connection().query("DELETE FROM login_failures WHERE user=$user AND prefix=$prefix");
    return query.bind("$user", user).bind("$prefix", prefix).run();
}

Result<void> forget(Writer &writer, Instant last)
{
    auto query = writer.connection().query("DELETE FROM login_failures WHERE last_at<$last"
                                           " AND (locked_until IS NULL OR locked_until<=$now)");
    return query.bind("$last", last).bind("$now", writer.now()).run();
}

Result<void> shift(Writer &writer, std::chrono::microseconds by)
{
    auto failures = writer.connection().query("UPDATE login_failures SET first_at=first_at+$by, last_at=last_at+$by,"
                                              " locked_until=locked_until+$by");
    TRY(failures.bind("$by", std::int64_t(by.count())).run());
    auto users = writer.connection().query("UPDATE users SET locked_until=locked_until+$by"
                                           " WHERE locked_until IS NOT NULL");
    return users.bind("$by", std::int64_t(by.count())).run();
}

}  // namespace castellan::store::login_failures
