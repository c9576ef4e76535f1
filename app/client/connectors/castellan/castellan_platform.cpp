// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/castellan_platform.h"

#include "client/connectors/castellan/audit_log.h"
#include "client/connectors/castellan/identity.h"
#include "client/connectors/castellan/identity_proof.h"
#include "client/connectors/castellan/people.h"
#include "client/connectors/probe.h"

#include <algorithm>
#include <array>
#include <utility>

namespace castellan::client::own {
namespace {

/// Operations that FlowFuse does not have: each one identifies a Castellan server.
constexpr std::array<std::pair<const char *, const char *>, 6> oursOnly{{{"post", "/api/v1/teams/*/members"},
                                                                         {"get", "/api/v1/audit/stream"},
                                                                         {"post", "/api/v1/users/*/unlock"},
                                                                         {"put", "/api/v1/admin/security"},
                                                                         {"get", "/api/v1/user/sessions"},
                                                                         {"get", "/api/v1/identity"}}};

Future<Detected> recognise(Probe &probe)
{
    return mapped(probe.context(), flowfuse::recognise(probe), [](Result<Detected> found) -> Result<Detected> {
        if (!found)
            return fail(std::move(found).error());
        const Offers offers(found->description);
        found->provesIdentity = offers.has("get", "/api/v1/identity");
        if (std::ranges::none_of(oursOnly, [&](const auto &one) { return offers.has(one.first, one.second); }))
            return fail(ErrorCode::protocol, {});
        return found;
    });
}

}  // namespace

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
      m_offers(offers)
{
}

Dialect dialect()
{
    auto words = flowfuse::dialect();
    words.launchHeader = "X-Castellan-Launch";
    words.whoAnswers = askIdentity;
    return words;
}

Connector connector()
{
    return {recognise, [](Transport &transport, const Detected &detected) -> std::unique_ptr<Platform> {
                return std::make_unique<CastellanPlatform>(transport, detected.info, Offers(detected.description));
            }};
}

}  // namespace castellan::client::own
