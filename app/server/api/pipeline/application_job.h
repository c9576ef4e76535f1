// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/application.h"
#include "server/api/pipeline/idempotency.h"

#include <cstdint>
#include <optional>

namespace castellan::api {

/// One request on its way.
struct Application::Job {
    http::Request request;
    http::Reply reply;
    Router::Match match;
    std::optional<identity::PresentedCredential> presented;
    identity::PrincipalPtr caller;  ///< if known
    std::uint64_t generation = 0;
    Prepared prepared;
    idempotency::AskedPtr asked;           ///< if it may be a repetition
    std::optional<http::Response> replay;  ///< it is one
    bool limited = false;                  ///< has been counted against the caller's limits
    bool revoked = false;                  ///< has happened in memory already
};

}  // namespace castellan::api
