// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstddef>
#include <span>

namespace castellan::os {

/// Keeps the pages that hold `bytes` in RAM, so that they are never written to swap (mlock, VirtualLock). For the life
/// of the process: a page may hold other locked bytes too, and locks do not nest. ErrorCode::io with the system's
/// reason, usually its limit of locked memory (RLIMIT_MEMLOCK).
[[nodiscard]] Result<void> lockInMemory(std::span<const std::byte> bytes);

}  // namespace castellan::os
