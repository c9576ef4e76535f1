// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/flowfuse/access.h"
#include "client/connectors/flowfuse/audit_log.h"
#include "client/connectors/flowfuse/identity.h"
#include "client/connectors/flowfuse/people.h"
#include "client/connectors/flowfuse/teams.h"

namespace castellan::client::flowfuse {

/// Servers that speak FlowFuse's API: FlowFuse itself and this program's own.
class FlowFusePlatform final : public Platform {
public:
    FlowFusePlatform(Transport &transport, const Detected &detected);

    [[nodiscard]] PlatformInfo info() const override { return m_info; }
    [[nodiscard]] Identity &identity() override { return m_identity; }
    [[nodiscard]] Users *users() override { return &m_users; }
    [[nodiscard]] Teams *teams() override { return &m_teams; }
    [[nodiscard]] AccessTokens *accessTokens() override { return &m_tokens; }
    [[nodiscard]] AuditLog *auditLog() override { return &m_auditLog; }
    [[nodiscard]] Security *security() override { return m_offers.security ? &m_security : nullptr; }
    [[nodiscard]] Sessions *sessions() override { return m_offers.sessions ? &m_sessions : nullptr; }

private:
    Api m_api;
    PlatformInfo m_info;
    Offers m_offers;
    FlowFuseIdentity m_identity;
    FlowFuseUsers m_users;
    FlowFuseTeams m_teams;
    FlowFuseAccessTokens m_tokens;
    FlowFuseAuditLog m_auditLog;
    CastellanSecurity m_security;
    CastellanSessions m_sessions;
};

}  // namespace castellan::client::flowfuse
