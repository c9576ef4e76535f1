// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/change.h"
#include "client/profile/profile.h"

namespace castellan::ui {

/// What is asked of a person before a change is applied.
struct Guard {
    bool asks = false;       ///< a confirmation or a review comes first
    bool red = false;        ///< the verb is on a red button
    bool ticks = false;      ///< "I reviewed this for PROD"
    bool typesName = false;  ///< the name of what goes has to be typed
};

/// The guard of a tier, in an environment. Nothing else decides about guards.
[[nodiscard]] Guard guardOf(client::Tier tier, client::Environment environment);

}  // namespace castellan::ui
