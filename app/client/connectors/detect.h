// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/platform.h"

#include <memory>

namespace castellan::client {

class Transport;

/// What a server offers beyond FlowFuse's API, read from its own description rather than from its name.
struct Offers {
    bool addsMembers = false;
    bool auditStream = false;
    bool unlocks = false;   ///< accounts that were locked
    bool security = false;  ///< its policies can be read and changed
    bool sessions = false;  ///< listed and ended one by one
    bool identity = false;  ///< proves who it is
};

struct Detected {
    PlatformInfo info;
    Offers offers;
};

/// Asks, without signing in, what answers there. ErrorCode::protocol if it is no server that we know, with a sentence
/// that says what it looks like; the transport's errors otherwise (offline, tls, redirected …).
[[nodiscard]] Future<Detected> detect(Transport &transport);

/// The connector for what was detected. Lives at most as long as the transport.
[[nodiscard]] std::unique_ptr<Platform> makePlatform(Transport &transport, const Detected &detected);

}  // namespace castellan::client
