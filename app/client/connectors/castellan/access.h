// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/flowfuse/api.h"
#include "client/platform/security.h"

namespace castellan::client::own {

class CastellanSecurity final : public Security {
public:
    explicit CastellanSecurity(const flowfuse::Api &api) : m_api(api) {}
    [[nodiscard]] Future<records::SecurityDocument> read() override;
    [[nodiscard]] Change<records::SecurityDocument> update(records::SecurityUpdate update) override;

private:
    flowfuse::Api m_api;
};

class CastellanSessions final : public Sessions {
public:
    explicit CastellanSessions(const flowfuse::Api &api) : m_api(api) {}
    [[nodiscard]] Future<records::SessionList> own() override;
    [[nodiscard]] Change<void> end(const QString &sessionId) override;
    [[nodiscard]] Change<records::SessionsEnded> endOthers() override;
    [[nodiscard]] Future<records::SessionList> ofUser(const QString &userId) override;
    [[nodiscard]] Change<void> endOfUser(const QString &userId, const QString &sessionId) override;
    [[nodiscard]] Change<records::SessionsEnded> endAllOfUser(const QString &userId) override;

private:
    [[nodiscard]] Change<records::SessionsEnded> endMany(const QString &path, const QUrlQuery &query) const;
    flowfuse::Api m_api;
};

}  // namespace castellan::client::own
