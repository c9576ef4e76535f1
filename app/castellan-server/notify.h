// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace castellan::cli {

/// Tells the service manager how it goes (sd_notify's protocol: a datagram to `$NOTIFY_SOCKET`). Silent without one.
void notifyServiceManager(std::string_view state);

}  // namespace castellan::cli
