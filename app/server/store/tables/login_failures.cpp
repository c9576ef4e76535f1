// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/login_failures.h"

#include "core/try.h"
#include "server/store/rows.h"

namespace castellan::store::login_failures {

Result<std::optional<LoginFailures>> find(Reader &reader, UserId user, std::string_view prefix)
{
    return rows::one(reader.connection().query("SELECT user, prefix, count, first_at, last_at, locked_until"
                                               " FROM login_failures WHERE user=$user AND prefix=$prefix",
                                               {{"$user", user}, {"$prefix", prefix}}),
                     [](Query &q) {
                         return LoginFailures{q.id<UserId>(0), q.text(1),    q.integer(2),
                                              q.instant(3),    q.instant(4), q.optionalInstant(5)};
                     });
}

Result<void> save(Writer &writer, const LoginFailures &failures)
{
    return rows::upsert(writer.connection(), "login_failures", {{"$user", failures.user}, {"$prefix", failures.prefix}},
                        {{"$count", failures.count},
                         {"$first_at", failures.firstAt},
                         {"$last_at", failures.lastAt},
                         {"$locked_until", failures.lockedUntil}});
}

Result<std::int64_t> clear(Writer &writer, UserId user)
{
    return rows::change(writer.connection(), "DELETE FROM login_failures WHERE user=$user", {{"$user", user}});
}

Result<void> clear(Writer &writer, UserId user, std::string_view prefix)
{
    return writer.connection().run("DELETE FROM login_failures WHERE user=$user AND prefix=$prefix",
                                   {{"$user", user}, {"$prefix", prefix}});
}

Result<void> forget(Writer &writer, Instant last)
{
    return writer.connection().run("DELETE FROM login_failures WHERE last_at<$last"
                                   " AND (locked_until IS NULL OR locked_until<=$now)",
                                   {{"$last", last}, {"$now", writer.now()}});
}

Result<void> shift(Writer &writer, std::chrono::microseconds by)
{
    TRY(writer.connection().run("UPDATE login_failures SET first_at=first_at+$by, last_at=last_at+$by,"
                                " locked_until=locked_until+$by",
                                {{"$by", std::int64_t(by.count())}}));
    return writer.connection().run("UPDATE users SET locked_until=locked_until+$by"
                                   " WHERE locked_until IS NOT NULL",
                                   {{"$by", std::int64_t(by.count())}});
}

}  // namespace castellan::store::login_failures
