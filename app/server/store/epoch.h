// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"

#include <cstdint>

namespace castellan::store {

/// A number of 48 bits that names a history of the journal; random, so that two restores of one backup differ.
[[nodiscard]] std::int64_t newEpoch(Random &random);

}  // namespace castellan::store
