// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/path.h"

namespace castellan::os {

std::filesystem::path pathFromUtf8(std::string_view text)
{
    return {std::u8string(text.begin(), text.end())};
}

std::string utf8FromPath(const std::filesystem::path &path)
{
    const auto text = path.u8string();
    return {text.begin(), text.end()};
}

std::filesystem::path withSuffix(std::filesystem::path path, std::string_view suffix)
{
    path += std::u8string(suffix.begin(), suffix.end());
    return path;
}

std::filesystem::path folderOf(const std::filesystem::path &path)
{
    const auto folder = path.has_filename() ? path.parent_path() : path.parent_path().parent_path();
    return folder.empty() ? std::filesystem::path(".") : folder;
}

}  // namespace castellan::os
