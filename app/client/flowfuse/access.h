// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/flowfuse/api.h"
#include "client/platform/security.h"

/// What this program's server offers beside FlowFuse's API about access to it.
namespace castellan::client::flowfuse {

class CastellanSecurity final : public Security {
public:
    explicit CastellanSecurity(const Api &api) : m_api(api) {}
    [[nodiscard]] Answer<wire::SecurityDocument> read() override;
    [[nodiscard]] Change<wire::SecurityDocument> update(wire::SecurityUpdate update) override;

private:
    Api m_api;
};

class CastellanSessions final : public Sessions {
public:
    explicit CastellanSessions(const Api &api) : m_api(api) {}
    [[nodiscard]] Answer<wire::SessionList> own() override;
    [[nodiscard]] Change<void> end(const QString &sessionId) override;
    [[nodiscard]] Change<wire::SessionsEnded> endOthers() override;
    [[nodiscard]] Answer<wire::SessionList> ofUser(const QString &userId) override;
    [[nodiscard]] Change<void> endOfUser(const QString &userId, const QString &sessionId) override;
    [[nodiscard]] Change<wire::SessionsEnded> endAllOfUser(const QString &userId) override;

private:
    [[nodiscard]] Change<wire::SessionsEnded> endMany(const QString &path, const QUrlQuery &query) const;
    Api m_api;
};

}  // namespace castellan::client::flowfuse
