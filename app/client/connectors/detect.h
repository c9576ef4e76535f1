// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/connector.h"
#include "client/transport/endpoint.h"

#include <span>

namespace castellan::client {

/// In the order in which they are tried.
[[nodiscard]] std::span<const Connector> connectors();

/// The endpoint of a server before detection.
[[nodiscard]] Endpoint endpointOf(const Profile &profile, const QString &version);

/// Asks, without signing in, what answers there. ErrorCode::protocol if it is no server that we know, with a sentence
/// that says what it looks like; the transport's errors otherwise (offline, tls, redirected …).
[[nodiscard]] Future<Detected> detect(Transport &transport);

/// The connector for what was detected. Lives at most as long as the transport.
[[nodiscard]] std::unique_ptr<Platform> makePlatform(Transport &transport, const Detected &detected);

}  // namespace castellan::client
