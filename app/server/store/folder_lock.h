// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <filesystem>
#include <memory>
#include <string>

namespace castellan::store {

/// `FOLDER/lock`, held (flock) as long as this lives. The file names the holder for whoever comes second; that it is
/// there means nothing, only the lock counts.
class FolderLock {
public:
    /// ErrorCode::folder_busy (who holds it), io (network file system, no right).
    [[nodiscard]] static Result<std::unique_ptr<FolderLock>> take(const std::filesystem::path &folder,
                                                                  const std::string &holder);
    ~FolderLock();
    FolderLock(const FolderLock &) = delete;
    FolderLock &operator=(const FolderLock &) = delete;

private:
    explicit FolderLock(int fd) : m_fd(fd) {}
    int m_fd;
};

/// Locks and shared memory do not hold there. By the type that statfs tells.
[[nodiscard]] bool isNetworkFileSystem(unsigned long type);

/// Makes the name of a new or renamed file durable. ErrorCode::io.
[[nodiscard]] Result<void> syncFolder(const std::filesystem::path &folder);
/// Makes an empty file that only its owner can read, unless there is one. ErrorCode::io.
[[nodiscard]] Result<void> makePrivateFile(const std::filesystem::path &file);
/// Makes a folder for its owner alone (0700), or takes an existing one. ErrorCode::io.
[[nodiscard]] Result<void> makePrivateFolder(const std::filesystem::path &folder);

/// "…: <reason by errno>", as ErrorCode::io.
[[nodiscard]] tl::unexpected<Error> failWithErrno(std::string what, int errorNumber);

}  // namespace castellan::store
