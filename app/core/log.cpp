// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log.h"

#include "core/text/printable.h"

#include <array>

namespace castellan {

std::string_view logLevelWord(LogLevel level)
{
    constexpr std::array<std::string_view, 3> words{"info", "warning", "error"};
    return words.at(std::size_t(level));
}

std::string toText(const LogLine &line)
{
    std::string out;
    out += printable(line.category);
    out += ' ';
    out += logLevelWord(line.level);
    if (!line.requestId.empty()) {
        out += " request ";
        out += printable(line.requestId);
    }
    out += ": ";
    out += printable(line.message);
    return out;
}

}  // namespace castellan
