// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "core/secret.h"
#include "server/store/store.h"

#include <filesystem>
#include <string>

namespace castellan::store {

/// A consistent copy of a database that may be in use, under the same key: one file, no log beside it. Appears as a
/// whole or not at all. ErrorCode::key_wrong, corrupt, io.
[[nodiscard]] Result<void> copyDatabase(const std::filesystem::path &from, const std::filesystem::path &to,
                                        const Secret &key, const std::string &vfs);

/// Reads every page and lists the unreadable ones.
[[nodiscard]] Result<Store::PageCheck> checkPages(const std::filesystem::path &file, const Secret &key,
                                                  const std::string &vfs);

}  // namespace castellan::store
