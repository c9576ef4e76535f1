// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/route.h"

#include <iterator>

namespace castellan::api {

std::vector<Route> concatenated(std::initializer_list<std::vector<Route>> parts)
{
    std::vector<Route> out;
    for (const auto &part : parts)
        std::ranges::copy(part, std::back_inserter(out));
    return out;
}

}  // namespace castellan::api
