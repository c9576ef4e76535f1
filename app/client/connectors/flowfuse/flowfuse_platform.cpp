// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/flowfuse/flowfuse_platform.h"

#include <QCoreApplication>
#include <QVersionNumber>

namespace castellan::client::flowfuse {

namespace {

struct Tokens {
    Q_DECLARE_TR_FUNCTIONS(FlowFusePlatform)
};

/// In 2.4, a token has all rights of its user; later ones are of several kinds.
QString tokenRefusal(const QString &version)
{
    if (QVersionNumber::fromString(version) >= QVersionNumber(2, 33))
        return Tokens::tr("This token may not do this. It takes an account with the right, and a token that is not "
                          "read-only and not limited to other teams. What only administrators may do takes "
                          "administrator opt-in (adminOptIn), too.");
    return Tokens::tr("This token may not do this.");
}

}  // namespace

FlowFusePlatform::FlowFusePlatform(Transport &transport, const PlatformInfo &info)
    : FlowFusePlatform(Api(transport), info, [&transport, &info] {
          const Api api(transport);
          Facets facets;
          facets.identity = std::make_unique<FlowFuseIdentity>(api);
          facets.users = std::make_unique<FlowFuseUsers>(api);
          facets.teams = std::make_unique<FlowFuseTeams>(api, *facets.identity, info.version);
          facets.auditLog = std::make_unique<FlowFuseAuditLog>(api);
          facets.licence = std::make_unique<FlowFuseLicence>(api);
          return facets;
      }())
{
    transport.setTokenRefusal(tokenRefusal(info.version));
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
