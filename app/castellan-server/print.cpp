// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "print.h"

#include "core/text/printable.h"

namespace castellan::cli {

void printLine(std::FILE *out, std::string_view text)
{
    const auto line = printable(text) + '\n';
    std::fwrite(line.data(), 1, line.size(), out);
}

std::string column(std::string_view text, std::size_t width)
{
    auto out = printable(text);
    if (out.size() < width)
        out.append(width - out.size(), ' ');
    return out;
}

}  // namespace castellan::cli
