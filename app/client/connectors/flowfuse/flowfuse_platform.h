// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/connector.h"
#include "client/connectors/flowfuse/audit_log.h"
#include "client/connectors/flowfuse/identity.h"
#include "client/connectors/flowfuse/licence.h"
#include "client/connectors/flowfuse/people.h"
#include "client/connectors/flowfuse/teams.h"
#include "client/transport/dialect.h"

namespace castellan::client::flowfuse {

/// Servers that speak FlowFuse's API.
class FlowFusePlatform : public Platform {
public:
    FlowFusePlatform(Transport &transport, const PlatformInfo &info);

    [[nodiscard]] PlatformInfo info() const override { return m_info; }
    [[nodiscard]] Identity &identity() override { return *m_facets.identity; }
    [[nodiscard]] Users *users() override { return m_facets.users.get(); }
    [[nodiscard]] Teams *teams() override { return m_facets.teams.get(); }
    [[nodiscard]] AccessTokens *accessTokens() override { return &m_tokens; }
    [[nodiscard]] AuditLog *auditLog() override { return m_facets.auditLog.get(); }
    [[nodiscard]] Licence *licence() override { return m_facets.licence.get(); }
    [[nodiscard]] std::chrono::milliseconds answerTime() const override { return m_api.transport().answerTime(); }

protected:
    /// Facets of which a derived platform has better ones, or none.
    struct Facets {
        std::unique_ptr<FlowFuseIdentity> identity;
        std::unique_ptr<FlowFuseUsers> users;
        std::unique_ptr<FlowFuseTeams> teams;
        std::unique_ptr<FlowFuseAuditLog> auditLog;
        std::unique_ptr<FlowFuseLicence> licence;
    };
    FlowFusePlatform(const Api &api, PlatformInfo info, Facets facets);
    [[nodiscard]] const Api &api() const { return m_api; }

private:
    Api m_api;
    PlatformInfo m_info;
    Facets m_facets;
    FlowFuseAccessTokens m_tokens;
};

[[nodiscard]] Dialect dialect();
[[nodiscard]] Future<Detected> recognise(Probe &probe);
[[nodiscard]] Connector connector();

}  // namespace castellan::client::flowfuse
