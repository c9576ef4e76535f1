// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <atomic>
#include <chrono>

namespace castellan::tour {

/// A clock that stands still until it is told how much time went by: so that a day of a server's life takes a minute.
class StagedClock final : public Clock {
public:
    explicit StagedClock(std::chrono::microseconds ago)
        : m_start(std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()) - ago)
    {
    }
    [[nodiscard]] Instant now() const override { return m_start + std::chrono::microseconds(m_passed); }
    [[nodiscard]] Tick tick() const override
    {
        return Tick(std::chrono::hours(1)) + std::chrono::microseconds(m_passed);
    }
    void pass(std::chrono::microseconds span) { m_passed += span.count(); }
    /// Until the machine's own clock.
    [[nodiscard]] std::chrono::microseconds left() const
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now() - now());
    }

private:
    Instant m_start;
    std::atomic<std::int64_t> m_passed{0};
};

}  // namespace castellan::tour
