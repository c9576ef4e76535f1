// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"
#include "core/result.h"
#include "server/store/connection.h"
#include "server/store/sealed.h"

#include <cstdint>
#include <functional>
#include <span>

namespace castellan::store {

/// A step from the schema before it (`to` - 1) to `to`.
struct Migration {
    std::int64_t to;
    const char *sql;
};

/// All steps, from an empty file on.
[[nodiscard]] std::span<const Migration> migrations();

/// The number of the schema in the file; 0: none.
[[nodiscard]] Result<std::int64_t> schemaOf(Connection &connection);

/// Brings a database to the newest schema, one transaction a step. `beforeFirst` is called once before anything is
/// changed in a database that already has a schema (it makes the backup). ErrorCode::newer_file for one that a newer
/// program wrote.
[[nodiscard]] Result<void> migrate(Connection &connection, std::span<const Migration> steps,
                                   const std::function<Result<void>(std::int64_t from)> &beforeFirst);

/// What every new database is given: its id, the key of its public ids, the first epoch.
[[nodiscard]] Result<void> seed(Connection &connection, Random &random, Instant now);
/// ErrorCode::corrupt if there is none.
[[nodiscard]] Result<std::string> readMeta(Connection &connection, std::string_view key);
[[nodiscard]] Result<void> writeMeta(Connection &connection, std::string_view key, std::string_view value);

/// Writes the text by which the master key is known again, sealed under it.
[[nodiscard]] Result<void> writeMasterCheck(Connection &connection, const Sealer &sealer, Random &random);
inline constexpr std::string_view masterCheck = "master_check";  ///< its name in `meta`
/// ErrorCode::key_wrong if the master key is not the one that belongs to the database.
[[nodiscard]] Result<void> checkMaster(Connection &connection, const StoreKeys &keys);

}  // namespace castellan::store
