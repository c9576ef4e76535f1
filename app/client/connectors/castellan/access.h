// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/flowfuse/api.h"
#include "client/platform/security.h"

namespace castellan::client::own {

class CastellanSecurity final : public flowfuse::FacetOver<Security> {
public:
    using FacetOver::FacetOver;
    [[nodiscard]] Future<records::SecurityDocument> read() override;
    [[nodiscard]] Change<records::SecurityDocument> update(records::SecurityUpdate update) override;
};

class CastellanSessions final : public flowfuse::FacetOver<Sessions> {
public:
    using FacetOver::FacetOver;
    [[nodiscard]] Future<records::SessionList> own() override;
    [[nodiscard]] Change<void> end(const QString &sessionId) override;
    [[nodiscard]] Change<records::SessionsEnded> endOthers() override;
    [[nodiscard]] Future<records::SessionList> ofUser(const QString &userId) override;
    [[nodiscard]] Change<void> endOfUser(const QString &userId, const QString &sessionId) override;
    [[nodiscard]] Change<records::SessionsEnded> endAllOfUser(const QString &userId) override;

private:
    [[nodiscard]] Change<records::SessionsEnded> endMany(const QString &path, const QUrlQuery &query) const;
};

}  // namespace castellan::client::own
