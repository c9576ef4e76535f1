// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <optional>

namespace castellan {

/// Notices that somebody moved the wall clock: it is compared with the monotonic one from look to look. A computer
/// that slept counts too, because its monotonic clock stood still.
class ClockWatch {
public:
    static constexpr std::chrono::seconds tolerated{60};

    struct Jump {
        Instant expected;  ///< what the wall clock would say, had nobody moved it
        Instant now;
        Instant since;  ///< on the new clock: when the last look was, at which all was well
    };

    explicit ClockWatch(const Clock &clock) : m_clock(clock), m_wall(clock.now()), m_tick(clock.tick()) {}

    [[nodiscard]] std::optional<Jump> look()
    {
        const auto wall = m_clock.now();
        const auto tick = m_clock.tick();
        const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(tick - m_tick);
        const Jump jump{m_wall + passed, wall, wall - passed};
        m_wall = wall;
        m_tick = tick;
        if (std::chrono::abs(jump.now - jump.expected) <= tolerated)
            return std::nullopt;
        return jump;
    }

private:
    const Clock &m_clock;
    Instant m_wall;
    Tick m_tick;
};

}  // namespace castellan
