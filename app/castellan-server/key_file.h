// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"
#include "core/result.h"
#include "server/store/keys.h"

#include <filesystem>
#include <optional>

namespace castellan::cli {

/// Where the keys of a data folder are: `--key-file`, else `castellan.key` among systemd's credentials, else beside the
/// folder's database.
[[nodiscard]] std::filesystem::path keyFileFor(const std::filesystem::path &data,
                                               const std::optional<std::filesystem::path> &asked);

[[nodiscard]] bool sameKeys(const StoreKeys &a, const StoreKeys &b);

/// Two lines after a heading, base64url: the database's key, the master key; while the master key is being changed, a
/// third: the old one. ErrorCode::key_missing if there is no such
/// file, key_wrong if it is another one or others may read it.
[[nodiscard]] Result<StoreKeys> readKeyFile(const std::filesystem::path &file);

/// New keys in a new file of mode 0600, read back and compared. ErrorCode::already_exists, io.
[[nodiscard]] Result<StoreKeys> makeKeyFile(const std::filesystem::path &file, Random &random);

/// Replaces a key file atomically: at every moment it is the old or the new one. ErrorCode::key_missing, io.
[[nodiscard]] Result<void> replaceKeyFile(const std::filesystem::path &file, const StoreKeys &keys);

}  // namespace castellan::cli
