// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/address_prefix.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace castellan::identity {

std::string addressPrefix(std::string_view address)
{
    // A zone (`fe80::1%eth0`) is the host's own name for a link.
    const std::string text(address.substr(0, address.find('%')));
    in6_addr parsed{};
    if (inet_pton(AF_INET6, text.c_str(), &parsed) != 1)
        return std::string(address);
    std::array<char, INET6_ADDRSTRLEN> out{};
    if (IN6_IS_ADDR_V4MAPPED(&parsed)) {
        in_addr v4{};
        std::memcpy(&v4, &parsed.s6_addr[12], 4);
        inet_ntop(AF_INET, &v4, out.data(), out.size());
        return out.data();
    }
    std::fill(std::begin(parsed.s6_addr) + 8, std::end(parsed.s6_addr), std::uint8_t{0});
    inet_ntop(AF_INET6, &parsed, out.data(), out.size());
    return std::string(out.data()) + "/64";
}

}  // namespace castellan::identity
