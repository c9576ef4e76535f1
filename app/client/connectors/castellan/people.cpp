// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/people.h"

#include "client/connectors/castellan/role_rights.h"

namespace castellan::client::own {

using flowfuse::Api;

Change<records::User> CastellanUsers::unlock(const QString &id)
{
    const QString path = QStringLiteral("/api/v1/users") + pathOf(id, QStringLiteral("unlock"));
    return {Tier::reversible, [api = m_api, path] {
                return api.decoded<records::User>(api.transport().send(Api::write("POST", path, {}, Expect::json)));
            }};
}

Change<records::Erasure> CastellanUsers::erase(const QString &id)
{
    if (!erases())
        return FlowFuseUsers::erase(id);
    return {Tier::irreversible, [api = m_api, request = records::ErasureRequest{id.toStdString()}] {
                return api.call<records::Erasure>("POST", QStringLiteral("/api/v1/admin/erasures"), request);
            }};
}

std::vector<RoleRight> CastellanTeams::roleRights() const
{
    return own::roleRights();
}

Change<void> CastellanTeams::addMember(const QString &teamId, records::MemberAdd member)
{
    if (!addsDirectly())
        return FlowFuseTeams::addMember(teamId, std::move(member));
    return {Tier::security, [api = m_api, teamId, member = std::move(member)] {
                return api.act("POST", flowfuse::membersPath(teamId), member);
            }};
}

Change<void> CastellanTeams::changeRole(const QString &teamId, const QString &userId, Role role)
{
    return {Tier::security, [api = m_api, teamId, userId, role] { return putRole(api, teamId, userId, role); }};
}

}  // namespace castellan::client::own
