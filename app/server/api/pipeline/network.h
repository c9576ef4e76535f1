// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"

namespace castellan::api {

/// Replaces a trusted proxy's address by the client's, then checks it. ErrorCode::address_refused.
[[nodiscard]] Result<void> admit(const Services &services, http::Request &request);

/// ErrorCode::address_refused for an address that the network policy leaves out. The host process is never refused.
[[nodiscard]] Result<void> checkNetwork(const Services &services, const http::Peer &peer);

}  // namespace castellan::api
