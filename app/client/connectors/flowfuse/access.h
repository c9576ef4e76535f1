// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/flowfuse/api.h"
#include "client/platform/security.h"

/// What this program's server offers beside FlowFuse's API about access to it.
namespace castellan::client::flowfuse {

class CastellanSecurity final : public Security {
public:
    explicit CastellanSecurity(const Api &api) : m_api(api) {}
    [[nodiscard]] Future<records::SecurityDocument> read() override;
    [[nodiscard]] Change<records::SecurityDocument> update(records::SecurityUpdate update) override;

private:
    Api m_api;
};

class CastellanSessions final : public Sessions {
public:
    explicit CastellanSessions(const Api &api) : m_api(api) {}
    [[nodiscard]] Future<records::SessionList> own() override;
    [[nodiscard]] Change<void> end(const QString &sessionId) override;
    [[nodiscard]] Change<records::SessionsEnded> endOthers() override;
    [[nodiscard]] Future<records::SessionList> ofUser(const QString &userId) override;
    [[nodiscard]] Change<void> endOfUser(const QString &userId, const QString &sessionId) override;
    [[nodiscard]] Change<records::SessionsEnded> endAllOfUser(const QString &userId) override;

private:
    [[nodiscard]] Change<records::SessionsEnded> endMany(const QString &path, const QUrlQuery &query) const;
    Api m_api;
};

}  // namespace castellan::client::flowfuse
