// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "os/path.h"

#include <QDir>
#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace castellan::test {

/// A folder that a test makes files in; its name is not ASCII.
struct Folder {
    QTemporaryDir dir{QDir::tempPath() + QStringLiteral("/castellan-ordner-\u00fc-XXXXXX")};

    [[nodiscard]] std::filesystem::path path() const { return os::pathFromUtf8(dir.path().toStdString()); }
    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const
    {
        return path() / os::pathFromUtf8(name);
    }
    [[nodiscard]] std::set<std::string> names() const
    {
        std::set<std::string> out;
        for (const auto &entry : std::filesystem::directory_iterator(path()))
            out.insert(os::utf8FromPath(entry.path().filename()));
        return out;
    }
};

inline std::string contentOf(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void write(const std::filesystem::path &file, std::string_view text)
{
    std::ofstream(file, std::ios::binary) << text;
}

}  // namespace castellan::test
