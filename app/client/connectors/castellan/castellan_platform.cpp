// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/castellan_platform.h"

#include "client/connectors/castellan/audit_log.h"
#include "client/connectors/castellan/identity.h"
#include "client/connectors/castellan/identity_proof.h"
#include "client/connectors/castellan/people.h"
#include "client/connectors/probe.h"

namespace castellan::client::own {

CastellanPlatform::CastellanPlatform(Transport &transport, PlatformInfo info, const Offers &offers)
    : FlowFusePlatform(flowfuse::Api(transport), std::move(info),
                       [&] {
                           const flowfuse::Api api(transport);
                           Facets facets;
                           facets.identity = std::make_unique<CastellanIdentity>(api);
                           facets.users = std::make_unique<CastellanUsers>(api, offers);
                           facets.teams = std::make_unique<CastellanTeams>(api, *facets.identity, offers);
                           facets.auditLog = std::make_unique<CastellanAuditLog>(api, offers);
                           return facets;
                       }()),
      m_offers(offers), m_security(flowfuse::Api(transport)), m_sessions(flowfuse::Api(transport))
{
}

Dialect dialect()
{
    auto words = flowfuse::dialect();
    words.launchHeader = "X-Castellan-Launch";
    words.whoAnswers = askIdentity;
    return words;
}

Future<Detected> recognise(Probe &probe)
{
    return mapped(probe.context(), flowfuse::recognise(probe), [](Result<Detected> found) -> Result<Detected> {
        if (!found)
            return fail(std::move(found.error()));
        const auto offers = offersIn(found->description);
        if (!offers.any())
            return fail(ErrorCode::protocol, {});
        found->provesIdentity = offers.identity;
        return found;
    });
}

std::unique_ptr<Platform> make(Transport &transport, const Detected &detected)
{
    return std::make_unique<CastellanPlatform>(transport, detected.info, offersIn(detected.description));
}

}  // namespace castellan::client::own
