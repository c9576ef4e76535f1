// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <ctime>

namespace castellan {

/// The machine's clocks; made once, in main.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override
    {
        return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    /// Goes on while the machine sleeps, where the system has such a clock: what ends after a time must not outlive it
    /// in a closed laptop.
    [[nodiscard]] Tick tick() const override
    {
#ifdef CLOCK_BOOTTIME
        std::timespec at{};
        if (::clock_gettime(CLOCK_BOOTTIME, &at) == 0)
            return Tick(std::chrono::seconds(at.tv_sec) + std::chrono::nanoseconds(at.tv_nsec));
#endif
        return std::chrono::steady_clock::now();
    }
};

}  // namespace castellan
