// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace castellan::os {

/// A path from UTF-8 text, and back: the only way in which texts become paths. The constructors that take a
/// `std::string` read it in the system's code page on Windows, and `path::string()` writes that.
[[nodiscard]] std::filesystem::path pathFromUtf8(std::string_view text);
[[nodiscard]] std::string utf8FromPath(const std::filesystem::path &path);

/// `path` with `suffix` (ASCII) at its end: `castellan.db-wal`.
[[nodiscard]] std::filesystem::path withSuffix(std::filesystem::path path, std::string_view suffix);
/// The folder that `path` is in: `.` for a name alone, and of `data/` the folder of `data`.
[[nodiscard]] std::filesystem::path folderOf(const std::filesystem::path &path);

}  // namespace castellan::os
