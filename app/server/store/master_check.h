// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"
#include "core/result.h"
#include "server/store/connection.h"
#include "server/store/keys.h"
#include "server/store/sealed.h"

#include <string_view>

/// A known text, sealed under the master key, that tells the right master key from a wrong one.
namespace castellan::store {

inline constexpr std::string_view masterCheck = "master_check";  ///< its key in the table `meta`

[[nodiscard]] Result<void> writeMasterCheck(Connection &connection, const Sealer &sealer, Random &random);
/// ErrorCode::key_wrong if the master key is not the one that belongs to the database.
[[nodiscard]] Result<void> checkMaster(Connection &connection, const StoreKeys &keys);

}  // namespace castellan::store
