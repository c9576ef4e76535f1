// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <atomic>
#include <optional>

namespace castellan {

/// The clock by which a server acts: the machine's wall clock as long as it is not moved. A jump counts only once the
/// server has taken it up (`adopt`). Until then time continues without the jump, so that no expired session becomes
/// valid again and no lock ends early. Thread-safe.
class FollowedClock final : public Clock {
public:
    /// Corrections up to this are a time server's, and no jump.
    static constexpr std::chrono::seconds tolerated{60};

    struct Jump {
        Instant expected;  ///< the wall clock's time without the jump
        Instant now;
        [[nodiscard]] std::chrono::microseconds by() const { return now - expected; }
    };

    explicit FollowedClock(const Clock &machine)
        : m_machine(machine), m_offset(toMicros(machine.now()) - micros(machine.tick()))
    {
    }

    [[nodiscard]] Instant now() const override
    {
        const auto jump = difference();
        return std::chrono::abs(jump.by()) <= tolerated ? jump.now : jump.expected;
    }
    [[nodiscard]] Tick tick() const override { return m_machine.tick(); }

    /// The jump of the wall clock, if it was moved.
    [[nodiscard]] std::optional<Jump> look() const
    {
        const auto jump = difference();
        return std::chrono::abs(jump.by()) <= tolerated ? std::nullopt : std::optional(jump);
    }
    void adopt(const Jump &jump) { m_offset += jump.by().count(); }
    void takeBack(const Jump &jump) { m_offset -= jump.by().count(); }

private:
    [[nodiscard]] static std::int64_t micros(Tick tick)
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(tick.time_since_epoch()).count();
    }
    [[nodiscard]] Jump difference() const
    {
        const auto tick = m_machine.tick();
        const auto wall = m_machine.now();
        return {fromMicros(micros(tick) + m_offset.load()), wall};
    }

    const Clock &m_machine;
    std::atomic<std::int64_t> m_offset;  ///< µs from the monotonic clock to the wall clock
};

}  // namespace castellan
