// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/policy.h"
#include "server/http/message.h"

#include <string>

namespace castellan::identity {

/// The client's address: the socket's, or, if that is a trusted proxy's, the last address in X-Forwarded-For that isn't
/// one. Addresses before it are the client's own claim and are ignored.
[[nodiscard]] std::string clientAddress(const NetworkPolicy &policy, const std::string &socket,
                                        const http::Request &request);

/// Replaces the proxy's address by the client's.
void seeThroughProxies(const NetworkPolicy &policy, http::Request &request);

}  // namespace castellan::identity
