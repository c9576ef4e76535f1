// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/flowfuse/identity.h"

namespace castellan::client::flowfuse {

class FlowFuseTeams : public FacetOver<Teams> {
    Q_DECLARE_TR_FUNCTIONS(FlowFuseTeams)
public:
    FlowFuseTeams(const Api &api, const FlowFuseIdentity &identity, QString version)
        : FacetOver(api), m_identity(identity), m_version(std::move(version))
    {
    }

    [[nodiscard]] Future<records::TeamPage> list(const PageRequest &page) override;
    [[nodiscard]] Future<records::Team> read(const QString &id) override;
    [[nodiscard]] Future<std::vector<records::TeamType>> types() override;
    [[nodiscard]] Future<bool> slugIsFree(const QString &slug) override;
    [[nodiscard]] Future<Role> ownRole(const QString &teamId) override;
    /// Administrators always; others by the setting `team:create`.
    [[nodiscard]] Future<bool> mayCreate() override;
    [[nodiscard]] Change<records::Team> create(records::TeamCreate team) override;
    [[nodiscard]] Change<records::Team> update(const QString &id, records::TeamUpdate update) override;
    [[nodiscard]] Change<void> remove(const QString &id) override;

    [[nodiscard]] std::vector<RoleRight> roleRights() const override;
    [[nodiscard]] Future<records::MemberList> members(const QString &teamId) override;
    [[nodiscard]] bool addsDirectly() const override { return false; }
    [[nodiscard]] Change<void> addMember(const QString &teamId, records::MemberAdd member) override;
    [[nodiscard]] Change<void> changeRole(const QString &teamId, const QString &userId, Role role) override;
    [[nodiscard]] Change<void> removeMember(const QString &teamId, const QString &userId) override;

    [[nodiscard]] Future<std::vector<records::Invitation>> invitations(const QString &teamId) override;
    [[nodiscard]] Change<std::vector<InvitationProblem>> invite(const QString &teamId, const QString &users,
                                                                Role role) override;
    [[nodiscard]] Change<void> withdraw(const QString &teamId, const QString &invitationId) override;
    [[nodiscard]] Future<std::vector<records::Invitation>> ownInvitations() override;
    [[nodiscard]] Change<void> accept(const QString &invitationId) override;
    [[nodiscard]] Change<void> reject(const QString &invitationId) override;

protected:
    [[nodiscard]] static Future<void> putRole(const Api &api, const QString &teamId, const QString &userId, Role role);

private:
    [[nodiscard]] static Result<std::vector<InvitationProblem>> problemsOf(Result<json::value> answer);

    const FlowFuseIdentity &m_identity;
    QString m_version;
};

[[nodiscard]] QString membersPath(const QString &teamId);

}  // namespace castellan::client::flowfuse
