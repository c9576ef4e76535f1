// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/second_factors.h"

#include "core/try.h"
#include "server/store/rows.h"

namespace castellan::store::second_factors {

Result<std::optional<SecondFactor>> find(Reader &reader, UserId user)
{
    auto query = reader.connection().query(
        "SELECT user, sealed, enrolled_at, last_step, last_used_at, backup_salt, backup_memory, backup_passes"
        " FROM second_factors WHERE user=$user");
    query.bind("$user", user);
    return rows::one(query, [](Query &q) {
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
    auto codes = connection.query("DELETE FROM backup_codes WHERE user=$user AND NOT EXISTS"
                                  " (SELECT 1 FROM second_factors WHERE user=$user AND sealed=$sealed)");
    TRY(codes.bind("$user", factor.user).bind("$sealed", bytesOf(factor.sealed)).run());
    auto query = connection.query(
        "INSERT INTO second_factors (user, sealed, enrolled_at, last_step, last_used_at, backup_salt, backup_memory,"
        " backup_passes) VALUES ($user, $sealed, $enrolled, $step, $used, $salt, $memory, $passes)"
        " ON CONFLICT (user) DO UPDATE SET sealed=excluded.sealed, enrolled_at=excluded.enrolled_at,"
        " last_step=excluded.last_step, last_used_at=excluded.last_used_at, backup_salt=excluded.backup_salt,"
        " backup_memory=excluded.backup_memory, backup_passes=excluded.backup_passes");
    return query.bind("$user", factor.user)
        .bind("$sealed", bytesOf(factor.sealed))
        .bind("$enrolled", factor.enrolledAt)
        .bind("$step", factor.lastStep)
        .bind("$used", factor.lastUsedAt)
        .bind("$salt", bytesOf(factor.backupSalt))
        .bind("$memory", std::int64_t(factor.backupCost.memoryKiB))
        .bind("$passes", std::int64_t(factor.backupCost.passes))
        .run();
}

Result<bool> remove(Writer &writer, UserId user)
{
    auto query = writer.connection().query("DELETE FROM second_factors WHERE user=$user");
    query.bind("$user", user);
    return rows::change(writer.connection(), query).map([](std::int64_t n) { return n != 0; });
}

Result<bool> takeStep(Writer &writer, UserId user, std::int64_t step)
{
    auto query = writer.connection().query("UPDATE second_factors SET last_step=$step, last_used_at=$now"
                                           " WHERE user=$user AND last_step<$step");
    query.bind("$step", step).bind("$now", writer.now()).bind("$user", user);
    return rows::change(writer.connection(), query).map([](std::int64_t n) { return n != 0; });
}

Result<void> setBackupCodes(Writer &writer, UserId user, std::span<const Digest> hashes)
{
    auto &connection = writer.connection();
    auto old = connection.query("DELETE FROM backup_codes WHERE user=$user");
    TRY(old.bind("$user", user).run());
    for (const auto &hash : hashes) {
        auto query = connection.query("INSERT INTO backup_codes (user, hash) VALUES ($user, $hash)");
        TRY(query.bind("$user", user).bind("$hash", std::span<const std::byte>(hash)).run());
    }
    return {};
}

Result<bool> takeBackupCode(Writer &writer, UserId user, const Digest &hash)
{
    auto &connection = writer.connection();
    auto query = connection.query("DELETE FROM backup_codes WHERE user=$user AND hash=$hash");
    query.bind("$user", user).bind("$hash", std::span<const std::byte>(hash));
    auto taken = TRY(rows::change(connection, query));
    if (taken == 0)
        return false;
    auto used = connection.query("UPDATE second_factors SET last_used_at=$now WHERE user=$user");
    TRY(used.bind("$now", writer.now()).bind("$user", user).run());
    return true;
}

Result<std::int64_t> backupCodesLeft(Reader &reader, UserId user)
{
    auto query = reader.connection().query("SELECT count(*) FROM backup_codes WHERE user=$user");
    query.bind("$user", user);
    return rows::number(query);
}

Result<void> raiseSteps(Writer &writer, std::int64_t step)
{
    auto query = writer.connection().query("UPDATE second_factors SET last_step=$step WHERE last_step<$step");
    return query.bind("$step", step).run();
}

}  // namespace castellan::store::second_factors
