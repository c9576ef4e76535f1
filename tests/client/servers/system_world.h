// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

namespace castellan::client {

/// The real clock, for tests that talk to real servers.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override
    {
        return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    [[nodiscard]] Tick tick() const override { return std::chrono::steady_clock::now(); }
};

}  // namespace castellan::client
