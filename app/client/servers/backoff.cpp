// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/servers/backoff.h"

#include <algorithm>
#include <array>

namespace castellan::client {

std::chrono::milliseconds Backoff::next(Random &random)
{
    std::array<std::byte, 2> bytes{};
    random.fill(bytes);
    const int chance = std::to_integer<int>(bytes[0]) * 256 + std::to_integer<int>(bytes[1]);  // 0 … 65535
    const int base = m_seconds * 1000;
    m_seconds = std::min(m_seconds * 2, 30);
    return std::chrono::milliseconds(base * 4 / 5 + int(std::int64_t(base) * 2 / 5 * chance / 65535));
}

}  // namespace castellan::client
