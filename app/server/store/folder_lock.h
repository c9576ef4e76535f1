// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "os/file_lock.h"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

namespace castellan::store {

/// `FOLDER/lock`, held as long as this lives. The file names the holder for other processes; only the lock counts, not
/// that the file exists.
class FolderLock {
public:
    /// ErrorCode::folder_busy (names the holder), io (network file system, no right).
    [[nodiscard]] static Result<std::unique_ptr<FolderLock>> take(const std::filesystem::path &folder,
                                                                  const std::string &holder);

private:
    explicit FolderLock(os::FileLock lock) : m_lock(std::move(lock)) {}
    os::FileLock m_lock;
};

/// Makes an empty file that only its owner can read, unless there is one. ErrorCode::io.
[[nodiscard]] Result<void> makePrivateFile(const std::filesystem::path &file);
/// Makes a folder for its owner alone, or takes an existing one and makes it private. ErrorCode::io.
[[nodiscard]] Result<void> makePrivateFolder(const std::filesystem::path &folder);

/// "WHAT: REASON.", as ErrorCode::io.
[[nodiscard]] Failure failBecause(const std::string &what, const std::string &reason);

}  // namespace castellan::store
