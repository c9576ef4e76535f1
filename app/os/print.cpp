// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/print.h"

#include "core/text/printable.h"

#include <algorithm>

namespace castellan::os {

void printLine(std::FILE *out, std::string_view text)
{
    const auto line = printable(text) + '\n';
    std::fwrite(line.data(), 1, line.size(), out);
}

void printLines(std::FILE *out, std::string_view text)
{
    while (!text.empty()) {
        const auto end = text.find('\n');
        printLine(out, text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

std::string column(std::string_view text, std::size_t width)
{
    auto out = printable(text);
    const auto continued =
        std::ranges::count_if(out, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; });
    const auto characters = out.size() - std::size_t(continued);
    out.append(width - std::min(width, characters), ' ');
    return out;
}

}  // namespace castellan::os
