// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/detect.h"
#include "client/transport/transport.h"

#include <memory>
#include <optional>

namespace castellan::client {

/// A server's transport and platform. The platform is destroyed first.
struct Link {
    std::unique_ptr<Transport> transport;
    std::unique_ptr<Platform> platform;       ///< null until detected
    std::optional<records::User> signedInAs;  ///< handed over by the connect flow
};

}  // namespace castellan::client
