// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/password_resets.h"

#include "server/store/rows.h"

namespace castellan::store::password_resets {

Result<void> save(Writer &writer, const PasswordReset &reset)
{
    return rows::upsert(writer.connection(), "password_resets", {{"$user", reset.user}},
                        {{"$code_hash", reset.codeHash}, {"$expires_at", reset.expiresAt}});
}

Result<std::optional<PasswordReset>> find(Reader &reader, UserId user)
{
    return rows::one(reader.connection().query("SELECT user, code_hash, expires_at FROM password_resets"
                                               " WHERE user=$user AND expires_at>$now",
                                               {{"$user", user}, {"$now", reader.now()}}),
                     [](Query &q) { return PasswordReset{q.id<UserId>(0), q.digest(1), q.instant(2)}; });
}

Result<void> remove(Writer &writer, UserId user)
{
    return writer.connection().run("DELETE FROM password_resets WHERE user=$user", {{"$user", user}});
}

Result<void> removeEnded(Writer &writer)
{
    return writer.connection().run("DELETE FROM password_resets WHERE expires_at<=$now", {{"$now", writer.now()}});
}

Result<void> removeAll(Writer &writer)
{
    return writer.connection().execute("DELETE FROM password_resets");
}

Result<void> setBack(Writer &writer, std::chrono::microseconds by)
{
    return writer.connection().run("UPDATE password_resets SET expires_at=expires_at-$by",
                                   {{"$by", std::int64_t(by.count())}});
}

}  // namespace castellan::store::password_resets
