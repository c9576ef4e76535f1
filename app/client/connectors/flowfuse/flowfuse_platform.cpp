// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/flowfuse/flowfuse_platform.h"

namespace castellan::client::flowfuse {

FlowFusePlatform::FlowFusePlatform(Transport &transport, const PlatformInfo &info)
    : FlowFusePlatform(Api(transport), info, [&transport, &info] {
          const Api api(transport);
          Facets facets;
          facets.identity = std::make_unique<FlowFuseIdentity>(api);
          facets.users = std::make_unique<FlowFuseUsers>(api);
          facets.teams = std::make_unique<FlowFuseTeams>(api, *facets.identity, info.version);
          facets.auditLog = std::make_unique<FlowFuseAuditLog>(api);
          return facets;
      }())
{
}

FlowFusePlatform::FlowFusePlatform(const Api &api, PlatformInfo info, Facets facets)
    : m_api(api), m_info(std::move(info)), m_facets(std::move(facets)), m_tokens(api)
{
}

Dialect dialect()
{
    return {.csrfCookie = "csrf",
            .csrfHeader = "X-CSRF-Token",
            .idempotencyHeader = "Idempotency-Key",
            .launchHeader = {},
            .whoAnswers = {}};
}

Connector connector()
{
    return {recognise, [](Transport &transport, const Detected &detected) -> std::unique_ptr<Platform> {
                return std::make_unique<FlowFusePlatform>(transport, detected.info);
            }};
}

}  // namespace castellan::client::flowfuse
