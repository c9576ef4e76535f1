// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/flowfuse/api.h"
#include "client/platform/detect.h"
#include "client/platform/platform.h"

namespace castellan::client::flowfuse {

class FlowFuseUsers final : public Users {
public:
    FlowFuseUsers(const Api &api, const Offers &offers) : m_api(api), m_offers(offers) {}
    [[nodiscard]] Answer<wire::UserPage> list(const PageRequest &page) override;
    [[nodiscard]] Answer<wire::User> read(const QString &id) override;
    [[nodiscard]] Change<wire::User> create(wire::UserCreate user) override;
    [[nodiscard]] Change<wire::User> update(const QString &id, wire::UserUpdate update) override;
    [[nodiscard]] Change<void> remove(const QString &id) override;
    [[nodiscard]] bool unlocks() const override { return m_offers.unlocks; }
    [[nodiscard]] Change<wire::User> unlock(const QString &id) override;

private:
    Api m_api;
    Offers m_offers;
};

class FlowFuseAccessTokens final : public AccessTokens {
public:
    explicit FlowFuseAccessTokens(const Api &api) : m_api(api) {}
    [[nodiscard]] Answer<std::vector<wire::AccessToken>> list() override;
    [[nodiscard]] Change<wire::AccessToken> create(wire::AccessTokenCreate token) override;
    [[nodiscard]] Change<void> remove(const QString &id) override;

private:
    Api m_api;
};

/// Query of a list: limit, cursor, query.
[[nodiscard]] QUrlQuery queryOf(const PageRequest &page);
/// Adds a value of people's own: QUrlQuery would let `+` pass, which servers read as a space.
void addTo(QUrlQuery &query, const QString &name, const QString &value);

}  // namespace castellan::client::flowfuse
