// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/address_prefix.h"

#include "core/address.h"

#include <algorithm>

namespace castellan::identity {

std::string addressPrefix(std::string_view address)
{
    auto parsed = addressFrom(address);
    if (!parsed || address.find(':') == std::string_view::npos)
        return std::string(address);
    if (parsed->isV4())
        return toText(*parsed);
    std::fill(parsed->bytes.begin() + 8, parsed->bytes.end(), std::uint8_t{0});
    return toText(*parsed) + "/64";
}

}  // namespace castellan::identity
