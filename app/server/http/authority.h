// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace castellan::http {

/// `name[:port]` of a Host field (RFC 9110, 7.2).
struct Authority {
    std::string_view name;  ///< IPv6 with its brackets
    std::optional<std::uint16_t> port;
};

/// Nothing unless it is a name (letters, digits, `-`, `_`, `.`) or a bracketed address, with a valid port if any.
[[nodiscard]] std::optional<Authority> parseAuthority(std::string_view text);

}  // namespace castellan::http
