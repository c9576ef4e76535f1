// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/password_resets.h"

#include "server/store/rows.h"

namespace castellan::store::password_resets {

Result<void> save(Writer &writer, const PasswordReset &reset)
{
    auto query = writer.connection().query("INSERT INTO password_resets (user, code_hash, expires_at)"
                                           " VALUES ($user, $hash, $expires) ON CONFLICT (user) DO UPDATE SET"
                                           " code_hash=excluded.code_hash, expires_at=excluded.expires_at");
    return query.bind("$user", reset.user)
        .bind("$hash", std::span<const std::byte>(reset.codeHash))
        .bind("$expires", reset.expiresAt)
        .run();
}

Result<std::optional<PasswordReset>> find(Reader &reader, UserId user)
{
    auto query = reader.connection().query("SELECT user, code_hash, expires_at FROM password_resets"
                                           " WHERE user=$user AND expires_at>$now");
    query.bind("$user", user).bind("$now", reader.now());
    return rows::one(query, [](Query &q) { return PasswordReset{q.id<UserId>(0), q.digest(1), q.instant(2)}; });
}

Result<void> remove(Writer &writer, UserId user)
{
    auto query = writer.connection().query("DELETE FROM password_resets WHERE user=$user");
    return query.bind("$user", user).run();
}

Result<void> removeEnded(Writer &writer)
{
    auto query = writer.connection().query("DELETE FROM password_resets WHERE expires_at<=$now");
    return query.bind("$now", writer.now()).run();
}

Result<void> removeAll(Writer &writer)
{
    return writer.connection().execute("DELETE FROM password_resets");
}

Result<void> setBack(Writer &writer, std::chrono::microseconds by)
{
    auto query = writer.connection().query("UPDATE password_resets SET expires_at=expires_at-$by");
    return query.bind("$by", std::int64_t(by.count())).run();
}

}  // namespace castellan::store::password_resets
