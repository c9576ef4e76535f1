// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/codec.h"

#include <boost/describe/class.hpp>

#include <string>

namespace castellan::records {

/// Answer of `GET /api/v1/identity?nonce=…`, see core/server_identity.h.
struct ServerIdentity {
    std::string key;        ///< Ed25519, base64url
    std::string host;       ///< as it was asked for
    std::string signature;  ///< base64url
};
BOOST_DESCRIBE_STRUCT(ServerIdentity, (), (key, host, signature))

}  // namespace castellan::records
