// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"
#include "server/api/pipeline/idempotency.h"
#include "server/api/pipeline/router.h"

#include <cstdint>
#include <optional>

namespace castellan::api {

/// A request on its way through the stages, with their findings about it. One thread at a time.
struct RequestState {
    http::Request request;
    Router::Match match;                                     ///< no route: none matches, or it isn't matched yet
    std::optional<identity::PresentedCredential> presented;  ///< the credential, if the request has one
    std::optional<Error> unreadable;                         ///< why the credential can't be read
    identity::PrincipalPtr caller;                           ///< once known; null for anonymous requests
    std::uint64_t generation = 0;                            ///< of the sessions' cache when the request arrived
    Prepared prepared;
    idempotency::AskedPtr asked;  ///< if the request may be a repetition
    bool limited = false;         ///< has been counted against the caller's limits
    bool revoked = false;         ///< the revocation is in force in memory already
};

}  // namespace castellan::api
