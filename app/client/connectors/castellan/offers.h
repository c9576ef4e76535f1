// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/codec.h"

namespace castellan::client::own {

/// What a server offers beyond FlowFuse's API, read from its own description rather than from its name.
struct Offers {
    bool addsMembers = false;
    bool auditStream = false;
    bool unlocks = false;   ///< accounts that were locked
    bool security = false;  ///< its policies can be read and changed
    bool sessions = false;  ///< listed and ended one by one
    bool identity = false;  ///< proves who it is

    [[nodiscard]] bool any() const { return addsMembers || auditStream || unlocks || security || sessions || identity; }
};

/// `description`: an OpenAPI document.
[[nodiscard]] Offers offersIn(const json::object &description);

}  // namespace castellan::client::own
