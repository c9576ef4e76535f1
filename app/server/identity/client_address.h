// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/policy.h"
#include "server/http/message.h"

#include <string>

namespace castellan::identity {

/// Whose request it is: the socket's address, or, if that is a trusted proxy, the last address of X-Forwarded-For that
/// isn't one. What came before that one was said by the client and counts for nothing.
[[nodiscard]] std::string clientAddress(const NetworkPolicy &policy, const std::string &socket,
                                        const http::Request &request);

/// Puts the client in the place of the proxy.
void seeThroughProxies(const NetworkPolicy &policy, http::Request &request);

}  // namespace castellan::identity
