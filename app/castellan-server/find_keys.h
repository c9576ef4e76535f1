// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "server/store/keys.h"

#include <filesystem>
#include <optional>

namespace castellan::cli {

struct FoundKeys {
    StoreKeys keys;
    std::optional<std::filesystem::path> file;  ///< nothing: they came from the environment
};

/// The keys that the environment gives, if it does: CASTELLAN_DATABASE_KEY and CASTELLAN_MASTER_KEY (each 32 bytes in
/// base64 or base64url), while the master key is being changed CASTELLAN_OLD_MASTER_KEY too; each may be a file instead
/// (…_FILE). ErrorCode::usage, key_missing, key_wrong.
[[nodiscard]] Result<std::optional<StoreKeys>> keysFromEnvironment();

/// Keys of a data folder: `--key-file`, else the environment, else the key file in CASTELLAN_KEY_FILE, else
/// `castellan.key` among systemd's credentials, else beside the folder's database.
[[nodiscard]] Result<FoundKeys> findKeys(const std::filesystem::path &data,
                                         const std::optional<std::filesystem::path> &asked);

}  // namespace castellan::cli
