// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "os/clock.h"

namespace castellan {

/// The machine's clocks; made once, in main.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override
    {
        return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    /// Advances while the machine sleeps: a session that ends after a time must not outlive it in a closed laptop.
    [[nodiscard]] Tick tick() const override { return os::tickSinceBoot(); }
};

}  // namespace castellan
