// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/migrations/migrate.h"

#include "core/try.h"
#include "server/store/migrations/steps.h"

#include <vector>

namespace castellan::store {

std::span<const Migration> migrations()
{
    static const auto steps = [] {
        std::vector<Migration> out;
        for (const auto *step : migration_steps::all)
            out.push_back(*step);
        return out;
    }();
    return steps;
}

Result<std::int64_t> schemaOf(Connection &connection)
{
    auto query = connection.query("PRAGMA user_version");
    TRY(query.next());
    return query.integer(0);
}

namespace {

Result<void> apply(Connection &connection, const Migration &step)
{
    const auto number = "PRAGMA user_version=" + std::to_string(step.to);  // lint: pragmas bind nothing
    auto ok = connection.execute("BEGIN IMMEDIATE");
    if (ok)
        ok = connection.execute(step.sql);
    if (ok)
        ok = connection.execute(number.c_str());
    if (ok)
        ok = connection.execute("COMMIT");
    if (!ok && connection.inTransaction())
        (void)connection.execute("ROLLBACK");
    return ok;
}

}  // namespace

Result<void> migrate(Connection &connection, std::span<const Migration> all,
                     const std::function<Result<void>(std::int64_t)> &beforeFirst)
{
    const auto from = TRY(schemaOf(connection));
    const auto newest = all.back().to;
    if (from > newest)
        return fail(ErrorCode::newer_file, "The database has schema " + std::to_string(from) +
                                               " and this program knows schemas up to " + std::to_string(newest) +
                                               ": a newer version wrote it. Start that version.");
    if (from == newest)
        return {};
    if (from > 0) {
        TRY(beforeFirst(from));
    }
    for (const auto &step : all) {
        if (step.to <= from)
            continue;
        if (auto ok = apply(connection, step); !ok) {
            ok.error().message = "The database could not be brought to schema " + std::to_string(step.to) +
                                 "; it is as it was before that step. " + ok.error().message;
            return ok;
        }
    }
    return {};
}

}  // namespace castellan::store
