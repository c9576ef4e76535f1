// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/result.h"

namespace castellan {

/// Wall time, UTC, microseconds since 1970.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;
/// Time for measuring spans; unaffected by a changed wall clock.
using Tick = std::chrono::steady_clock::time_point;

/// Injected everywhere; nothing in core, server or client asks the system for the time by itself.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual Tick tick() const = 0;
};

/// `2026-11-22T03:31:24.820Z`: ISO 8601, UTC, milliseconds.
[[nodiscard]] std::string toIso(Instant at);
/// Reads what toIso writes, with any number of fraction digits (kept to microseconds). ErrorCode::validation otherwise.
[[nodiscard]] Result<Instant> fromIso(std::string_view text);

[[nodiscard]] constexpr std::int64_t toMicros(Instant at)
{
    return at.time_since_epoch().count();
}
[[nodiscard]] constexpr Instant fromMicros(std::int64_t micros)
{
    return Instant(std::chrono::microseconds(micros));
}

}  // namespace castellan
