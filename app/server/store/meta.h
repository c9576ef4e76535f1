// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/random.h"
#include "core/result.h"
#include "server/store/connection.h"

#include <string>
#include <string_view>

/// The table `meta`: properties of the database itself.
namespace castellan::store {

/// Gives a new database its id, the key of its public ids and its first epoch.
[[nodiscard]] Result<void> seed(Connection &connection, Random &random, Instant now);
/// ErrorCode::corrupt if there is none.
[[nodiscard]] Result<std::string> readMeta(Connection &connection, std::string_view key);
[[nodiscard]] Result<void> writeMeta(Connection &connection, std::string_view key, std::string_view value);

}  // namespace castellan::store
