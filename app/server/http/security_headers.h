// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace castellan::http {

/// Header lines that every answer carries, errors and refusals included, serialised once.
/// `xssBlock`: with the old value of X-XSS-Protection.
[[nodiscard]] std::string_view securityHeaders(bool tls, bool xssBlock = false);

/// Calls `each(name, value)` for every line of such a block.
template <class Each> void forEachHeaderLine(std::string_view lines, Each each)
{
    while (!lines.empty()) {
        const auto line = lines.substr(0, lines.find("\r\n"));
        const auto colon = line.find(": ");
        each(line.substr(0, colon), line.substr(colon + 2));
        lines.remove_prefix(line.size() + 2);
    }
}

}  // namespace castellan::http
