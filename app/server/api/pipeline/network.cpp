// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/network.h"

#include "server/identity/client_address.h"

namespace castellan::api {

Result<void> admit(const Services &services, http::Request &request)
{
    identity::seeThroughProxies(services.policy.current()->network, request);
    return checkNetwork(services, request.peer);
}

Result<void> checkNetwork(const Services &services, const http::Peer &peer)
{
    if (services.embedded || services.policy.current()->network.allows(peer.address))
        return {};
    return fail(ErrorCode::address_refused, "Requests from this address are not allowed.");
}

}  // namespace castellan::api
