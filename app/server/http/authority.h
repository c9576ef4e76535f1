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

/// Nothing unless it is a name (letters, digits, `-`, `_`, `.`) or a bracketed address, with a valid port if any. The
/// dot that ends a fully qualified name is left out, and an empty port (RFC 3986, 3.2.3) is none.
[[nodiscard]] std::optional<Authority> parseAuthority(std::string_view text);

/// Whether two origins (RFC 6454, `scheme://host[:port]`, in lower case) are the same: the port of the scheme, 443 or
/// 80, may be left out.
[[nodiscard]] bool sameOrigin(std::string_view a, std::string_view b);

}  // namespace castellan::http
