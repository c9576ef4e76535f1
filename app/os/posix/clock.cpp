// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/clock.h"

#include <time.h>

namespace castellan::os {

Tick tickSinceBoot()
{
#ifdef CLOCK_BOOTTIME
    timespec at{};
    if (::clock_gettime(CLOCK_BOOTTIME, &at) == 0)
        return Tick(std::chrono::seconds(at.tv_sec) + std::chrono::nanoseconds(at.tv_nsec));
#endif
    return std::chrono::steady_clock::now();
}

}  // namespace castellan::os
