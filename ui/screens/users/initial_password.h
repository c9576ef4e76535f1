// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"
#include "core/secret.h"

namespace castellan::ui {

/// A password to hand over once: four groups of five letters and digits, without those that are mistaken for each
/// other. 100 bits.
[[nodiscard]] Secret initialPassword(Random &random);

}  // namespace castellan::ui
