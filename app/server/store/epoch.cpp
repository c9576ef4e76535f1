// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/epoch.h"

#include <array>
#include <bit>
#include <cstddef>

namespace castellan::store {

std::int64_t newEpoch(Random &random)
{
    std::array<std::byte, 8> bytes{};
    std::uint64_t epoch = 0;
    do {
        random.fill(bytes);
        epoch = std::bit_cast<std::uint64_t>(bytes) & 0xFFFFFFFFFFFFULL;
    } while (epoch == 0);
    return std::int64_t(epoch);
}

}  // namespace castellan::store
