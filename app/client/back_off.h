// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace castellan::client {

/// Pauses between tries: doubled from `first` up to `most`, each ±20 % at random, so that many consoles don't come back
/// to a restarted server at the same moment.
class BackOff {
public:
    BackOff(std::chrono::milliseconds first, std::chrono::milliseconds most, Random &random)
        : m_first(first), m_most(most), m_next(first), m_random(random)
    {
    }

    [[nodiscard]] std::chrono::milliseconds next()
    {
        const auto base = m_next;
        m_next = std::min(m_next * 2, m_most);
        std::uint16_t dice = 0;
        m_random.fill(std::as_writable_bytes(std::span(&dice, 1)));
        return base * 4 / 5 + std::chrono::milliseconds(base.count() * 2 / 5 * dice / 0xffff);
    }
    void reset() { m_next = m_first; }

private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_most;
    std::chrono::milliseconds m_next;
    Random &m_random;
};

}  // namespace castellan::client
