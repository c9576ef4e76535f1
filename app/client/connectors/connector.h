// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/platform.h"
#include "core/json/codec.h"

#include <memory>

namespace castellan::client {

class Probe;
class Transport;
struct Connector;

/// A server that a connector has recognised.
struct Detected {
    PlatformInfo info;
    json::object description;     ///< of its API (OpenAPI); empty if the server has none
    bool provesIdentity = false;  ///< it can prove which server it is
    const Connector *connector = nullptr;
};

/// One row of the table of connectors.
struct Connector {
    /// ErrorCode::protocol, with a sentence for the user, leaves the server to the next row.
    Future<Detected> (*recognise)(Probe &probe);
    /// Lives at most as long as the transport.
    std::unique_ptr<Platform> (*make)(Transport &transport, const Detected &detected);
};

}  // namespace castellan::client
