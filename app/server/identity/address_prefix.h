// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace castellan::identity {

/// What limits and locks count as one client: the address itself for IPv4, its /64 for IPv6 (a subscriber has a whole
/// one), the IPv4 address for `::ffff:a.b.c.d`. What is no address counts as itself.
[[nodiscard]] std::string addressPrefix(std::string_view address);

}  // namespace castellan::identity
