// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace castellan::demo {

/// A clock that stands still until it is told how late it is: so that a day of a server's life takes seconds. It is
/// never ahead of the machine's clock, and becomes that clock when the day is over. Told by one thread, read by any.
class StagedClock final : public Clock {
public:
    explicit StagedClock(std::chrono::microseconds ago) : m_start(machineNow() - ago) {}

    [[nodiscard]] Instant now() const override
    {
        return m_running.load() ? machineNow() : m_start + std::chrono::microseconds(m_passed);
    }
    [[nodiscard]] Tick tick() const override
    {
        if (m_running.load())
            return m_tickAtRun + (std::chrono::steady_clock::now() - m_runsSince);
        return stagedTick();
    }
    /// Goes on to that time, but not back and not into the future.
    void advanceTo(Instant time)
    {
        const auto passed = std::min(time, machineNow()) - m_start;
        m_passed = std::max(m_passed.load(), std::int64_t(passed.count()));
    }
    void pass(std::chrono::microseconds span) { advanceTo(now() + span); }
    /// Takes up the machine's time, from which it differed, and goes with it from here on.
    void run()
    {
        advanceTo(machineNow());
        m_tickAtRun = stagedTick();
        m_runsSince = std::chrono::steady_clock::now();
        m_running = true;
    }
    [[nodiscard]] bool isRunning() const { return m_running.load(); }
    /// Until the machine's own clock.
    [[nodiscard]] std::chrono::microseconds left() const { return machineNow() - now(); }

private:
    [[nodiscard]] static Instant machineNow()
    {
        return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    [[nodiscard]] Tick stagedTick() const { return Tick(std::chrono::hours(1)) + std::chrono::microseconds(m_passed); }

    Instant m_start;
    std::atomic<std::int64_t> m_passed{0};
    std::atomic<bool> m_running{false};
    Tick m_tickAtRun;
    Tick m_runsSince;
};

}  // namespace castellan::demo
