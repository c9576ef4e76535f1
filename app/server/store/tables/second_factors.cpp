// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/second_factors.h"

#include "core/try.h"
#include "server/store/rows.h"

namespace castellan::store::second_factors {

Result<std::optional<SecondFactor>> find(Reader &reader, UserId user)
{
    return rows::one(
        reader.connection().query(
            "SELECT user, sealed, enrolled_at, last_step, last_used_at, backup_salt, backup_memory, backup_passes"
            " FROM second_factors WHERE user=$user",
            {{"$user", user}}),
        [](Query &q) {
            SecondFactor out{.user = q.id<UserId>(0)};
            out.sealed = q.blob(1);
            out.enrolledAt = q.optionalInstant(2);
            out.lastStep = q.integer(3);
            out.lastUsedAt = q.optionalInstant(4);
            out.backupSalt = q.blob(5);
            out.backupCost.memoryKiB = std::uint32_t(q.integer(6));
            out.backupCost.passes = std::uint32_t(q.integer(7));
            return out;
        });
}

Result<void> save(Writer &writer, const SecondFactor &factor)
{
    auto &connection = writer.connection();
    TRY(connection.run("DELETE FROM backup_codes WHERE user=$user AND NOT EXISTS"
                       " (SELECT 1 FROM second_factors WHERE user=$user AND sealed=$sealed)",
                       {{"$user", factor.user}, {"$sealed", bytesOf(factor.sealed)}}));
    return rows::upsert(connection, "second_factors", {{"$user", factor.user}},
                        {{"$sealed", bytesOf(factor.sealed)},
                         {"$enrolled_at", factor.enrolledAt},
                         {"$last_step", factor.lastStep},
                         {"$last_used_at", factor.lastUsedAt},
                         {"$backup_salt", bytesOf(factor.backupSalt)},
                         {"$backup_memory", std::int64_t(factor.backupCost.memoryKiB)},
                         {"$backup_passes", std::int64_t(factor.backupCost.passes)}});
}

Result<bool> remove(Writer &writer, UserId user)
{
    return rows::changeAny(writer.connection(), "DELETE FROM second_factors WHERE user=$user", {{"$user", user}});
}

Result<bool> takeStep(Writer &writer, UserId user, std::int64_t step)
{
    return rows::changeAny(writer.connection(),
                           "UPDATE second_factors SET last_step=$step, last_used_at=$now"
                           " WHERE user=$user AND last_step<$step",
                           {{"$step", step}, {"$now", writer.now()}, {"$user", user}});
}

Result<void> setBackupCodes(Writer &writer, UserId user, std::span<const Digest> hashes)
{
    auto &connection = writer.connection();
    TRY(connection.run("DELETE FROM backup_codes WHERE user=$user", {{"$user", user}}));
    for (const auto &hash : hashes) {
        TRY(rows::insert(connection, "backup_codes", {{"$user", user}, {"$hash", hash}}));
    }
    return {};
}

Result<bool> takeBackupCode(Writer &writer, UserId user, const Digest &hash)
{
    auto &connection = writer.connection();
    auto taken = TRY(rows::change(connection, "DELETE FROM backup_codes WHERE user=$user AND hash=$hash",
                                  {{"$user", user}, {"$hash", hash}}));
    if (taken == 0)
        return false;
    TRY(connection.run("UPDATE second_factors SET last_used_at=$now WHERE user=$user",
                       {{"$now", writer.now()}, {"$user", user}}));
    return true;
}

Result<std::int64_t> backupCodesLeft(Reader &reader, UserId user)
{
    return rows::number(
        reader.connection().query("SELECT count(*) FROM backup_codes WHERE user=$user", {{"$user", user}}));
}

Result<void> raiseSteps(Writer &writer, std::int64_t step)
{
    return writer.connection().run("UPDATE second_factors SET last_step=$step WHERE last_step<$step",
                                   {{"$step", step}});
}

}  // namespace castellan::store::second_factors
