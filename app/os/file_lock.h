// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <utility>

namespace castellan::os {

/// A file that one process at a time holds locked and writes its name into. That the file is there means nothing: the
/// lock ends with the process, and the text stays.
class FileLock {
public:
    /// Without waiting. The file is private and is made if there is none. ErrorCode::folder_busy: another process has
    /// the lock, and the message is the line that it wrote; io: the message is the system's reason.
    [[nodiscard]] static Result<FileLock> take(const std::filesystem::path &file, std::string_view holder);

    ~FileLock();
    FileLock(FileLock &&other) noexcept : m_handle(std::exchange(other.m_handle, none)) {}
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;
    FileLock &operator=(FileLock &&) = delete;

private:
    static constexpr std::intptr_t none = -1;
    explicit FileLock(std::intptr_t handle) : m_handle(handle) {}
    std::intptr_t m_handle;
};

}  // namespace castellan::os
