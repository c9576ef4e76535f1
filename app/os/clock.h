// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

namespace castellan::os {

/// Time since the machine started, the time that it slept included where the system tells that.
[[nodiscard]] Tick tickSinceBoot();

}  // namespace castellan::os
