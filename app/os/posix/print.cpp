// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/print.h"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace castellan::os {

bool printSecret(std::FILE *out, const Secret &secret)
{
    auto rest = secret.view();
    const bool isPlain = std::ranges::all_of(rest, [](char c) { return c >= ' ' && c <= '~'; });
    if (!isPlain || std::fflush(out) != 0)
        return false;
    // Past the stream's buffer, which nothing wipes.
    while (!rest.empty()) {
        const auto written = ::write(::fileno(out), rest.data(), rest.size());
        if (written < 0 && errno != EINTR)
            return false;
        rest.remove_prefix(std::size_t(std::max<ssize_t>(written, 0)));
    }
    printLine(out, "");
    return std::fflush(out) == 0;
}

}  // namespace castellan::os
