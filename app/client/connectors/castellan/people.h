// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/castellan/offers.h"
#include "client/connectors/flowfuse/people.h"
#include "client/connectors/flowfuse/teams.h"

namespace castellan::client::own {

/// Adds the unlocking of accounts and the erasure of persons.
class CastellanUsers final : public flowfuse::FlowFuseUsers {
public:
    CastellanUsers(const flowfuse::Api &api, const Offers &offers) : FlowFuseUsers(api), m_offers(offers) {}
    [[nodiscard]] Future<AccountDeletion> deletion(const QString &id) override { return Users::deletion(id); }
    [[nodiscard]] bool unlocks() const override { return m_offers.has("post", "/api/v1/users/*/unlock"); }
    [[nodiscard]] Change<records::User> unlock(const QString &id) override;
    [[nodiscard]] bool erases() const override { return m_offers.has("post", "/api/v1/admin/erasures"); }
    [[nodiscard]] Change<records::Erasure> erase(const QString &id) override;

private:
    Offers m_offers;
};

/// Adds members without an invitation. The server keeps a team's last owner, so one role change is one request.
class CastellanTeams final : public flowfuse::FlowFuseTeams {
public:
    CastellanTeams(const flowfuse::Api &api, const flowfuse::FlowFuseIdentity &identity, const Offers &offers)
        : FlowFuseTeams(api, identity, {}), m_offers(offers)
    {
    }
    [[nodiscard]] std::vector<RoleRight> roleRights() const override;
    [[nodiscard]] bool addsDirectly() const override { return m_offers.has("post", "/api/v1/teams/*/members"); }
    [[nodiscard]] Change<void> addMember(const QString &teamId, records::MemberAdd member) override;
    [[nodiscard]] Change<void> changeRole(const QString &teamId, const QString &userId, Role role) override;

private:
    Offers m_offers;
};

}  // namespace castellan::client::own
