// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "server/store/connection.h"

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

/// The number of the schema in the file; 0 if it has none.
[[nodiscard]] Result<std::int64_t> schemaOf(Connection &connection);

/// Brings a database to the newest schema, one transaction a step. `beforeFirst` is called once before anything is
/// changed in a database that already has a schema (it makes the backup). ErrorCode::newer_file for one that a newer
/// program wrote.
[[nodiscard]] Result<void> migrate(Connection &connection, std::span<const Migration> steps,
                                   const std::function<Result<void>(std::int64_t from)> &beforeFirst);

}  // namespace castellan::store
