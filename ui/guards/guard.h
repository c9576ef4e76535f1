// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/change.h"
#include "client/profile/profile.h"

namespace castellan::ui {

/// What a user has to confirm before a change is applied.
struct Guard {
    bool asks = false;       ///< a confirmation or a review comes first
    bool red = false;        ///< the verb is on a red button
    bool ticks = false;      ///< "I reviewed this for PROD"
    bool typesName = false;  ///< the name of what goes has to be typed
};

/// The guard of a tier, in an environment. Nothing else decides about guards.
[[nodiscard]] Guard guardOf(client::Tier tier, client::Environment environment);

/// Acts of the console itself, which change no server.
enum class ConsoleAct { removeServer };
/// Their tiers; those of changes are the Change's own.
[[nodiscard]] client::Tier tierOf(ConsoleAct act);

}  // namespace castellan::ui
