// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace castellan::os {

/// Requests to end this process: SIGTERM of a service manager, SIGINT of a terminal. A terminal that is closed (SIGHUP)
/// and a reader that is gone (SIGPIPE) end nothing. Make it before any thread, so that threads leave the signals to it.
class StopRequest {
public:
    StopRequest();
    /// Returns when there is one.
    void wait();
};

enum class ServiceState : std::uint8_t { ready, stopping };
/// Tells the service manager (systemd's protocol, see sd_notify(3)); without one, nothing.
void notifyServiceManager(ServiceState state);

}  // namespace castellan::os
