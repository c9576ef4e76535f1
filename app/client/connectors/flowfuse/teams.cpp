// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/flowfuse/teams.h"

#include "client/connectors/flowfuse/people.h"
#include "client/connectors/flowfuse/role_rights.h"
#include "client/display_text.h"
#include "core/try.h"

namespace castellan::client::flowfuse {

namespace {

const QString teamsPath = QStringLiteral("/api/v1/teams");
const QString ownInvitationsPath = QStringLiteral("/api/v1/user/invitations");

QString teamPath(const QString &id)
{
    return teamsPath + pathOf(id);
}

QString invitationsPath(const QString &teamId)
{
    return teamPath(teamId) + QStringLiteral("/invitations");
}

/// Fails if this person is the only owner of the team. The right to change a role includes the list of members.
Result<bool> keepsAnOwner(Result<records::MemberList> members, const std::string &userId)
{
    if (!members)
        return fail(std::move(members).error());
    bool owns = false;
    bool others = false;
    for (const auto &member : members->members) {
        if (roleFromNumber(int(member.role)) == Role::owner)
            (member.id == userId ? owns : others) = true;
    }
    if (owns && !others)
        return fail(ErrorCode::last_owner_demoted,
                    Api::tr("A team needs an owner. Make another member an owner first.").toStdString());
    return true;
}

/// Servers use `invalid_request` or `unexpected_error` for errors that have a code here; only the message tells.
template <class T>
Future<T> meaning(const Api &api, const Future<T> &answer, const char *words, ErrorCode code, const QString &sentence)
{
    return mapped(api.context(), answer, [words = std::string(words), code, sentence](Result<T> r) {
        if (!r && r.error().detail.find(words) != std::string::npos) {
            r.error().code = code;
            r.error().message = sentence.toStdString();
        }
        return r;
    });
}

Future<std::vector<records::Invitation>> listed(const Api &api, const QString &path)
{
    return mapped(api.context(), api.get<records::InvitationList>(path),
                  [](Result<records::InvitationList> r) -> Result<std::vector<records::Invitation>> {
                      if (!r)
                          return fail(std::move(r).error());
                      return std::move(r->invitations);
                  });
}

}  // namespace

QString membersPath(const QString &teamId)
{
    return teamPath(teamId) + QStringLiteral("/members");
}

Future<records::TeamPage> FlowFuseTeams::list(const PageRequest &page)
{
    if (m_identity.seesAllTeams())
        return m_api.get<records::TeamPage>(teamsPath, queryOf(page));
    // The user's own teams come in one page, and the server does not search in them.
    const QString wanted = page.query.trimmed();
    return mapped(m_api.context(), m_api.get<records::TeamPage>(QStringLiteral("/api/v1/user/teams")),
                  [wanted](Result<records::TeamPage> r) {
                      if (r && !wanted.isEmpty()) {
                          std::erase_if(r->teams, [&](const records::Team &t) {
                              return !QString::fromStdString(t.name).contains(wanted, Qt::CaseInsensitive);
                          });
                      }
                      return r;
                  });
}

Future<records::Team> FlowFuseTeams::read(const QString &id)
{
    return m_api.get<records::Team>(teamPath(id));
}

Future<std::vector<records::TeamType>> FlowFuseTeams::types()
{
    return mapped(m_api.context(), m_api.get<records::TeamTypePage>(QStringLiteral("/api/v1/team-types")),
                  [](Result<records::TeamTypePage> r) -> Result<std::vector<records::TeamType>> {
                      if (!r)
                          return fail(std::move(r).error());
                      return std::move(r->types);
                  });
}

Future<bool> FlowFuseTeams::slugIsFree(const QString &slug)
{
    const auto asked =
        m_api.act("POST", teamsPath + QStringLiteral("/check-slug"), records::SlugCheck{slug.toStdString()});
    return mapped(m_api.context(), asked, [](Result<void> r) -> Result<bool> {
        if (r)
            return true;
        if (r.error().code == ErrorCode::slug_taken)
            return false;
        return fail(std::move(r).error());
    });
}

Future<Role> FlowFuseTeams::ownRole(const QString &teamId)
{
    return mapped(
        m_api.context(), m_api.get<records::Membership>(teamPath(teamId) + QStringLiteral("/user")),
        [](Result<records::Membership> r) -> Result<Role> {
            if (!r)
                return fail(std::move(r).error());
            const auto role = roleFromNumber(int(r->role));
            if (!role)
                return fail(ErrorCode::protocol, tr("The server names an unknown role.").toStdString()).at("role");
            return *role;
        });
}

Future<bool> FlowFuseTeams::mayCreate()
{
    if (m_identity.isAdmin())
        return ready<bool>(true);
    return mapped(m_api.context(), m_api.get<json::value>(QStringLiteral("/api/v1/settings")),
                  [](Result<json::value> settings) -> Result<bool> {
                      const auto all = TRY(std::move(settings));
                      const auto *object = all.if_object();
                      const auto *set = object ? object->if_contains("team:create") : nullptr;
                      return set == nullptr || !set->is_bool() || set->get_bool();
                  });
}

Change<records::Team> FlowFuseTeams::create(records::TeamCreate team)
{
    return {Tier::reversible, [api = m_api, team = std::move(team)] {
                return meaning(api, api.call<records::Team>("POST", teamsPath, team), "slug must be unique",
                               ErrorCode::slug_taken, tr("Another team already uses this slug."));
            }};
}

Change<records::Team> FlowFuseTeams::update(const QString &id, records::TeamUpdate update)
{
    return {Tier::reversible, [api = m_api, id, update = std::move(update)] {
                return meaning(api, api.call<records::Team>("PUT", teamPath(id), update), "slug must be unique",
                               ErrorCode::slug_taken, tr("Another team already uses this slug."));
            }};
}

Change<void> FlowFuseTeams::remove(const QString &id)
{
    return {Tier::irreversible, [api = m_api, id] { return api.act("DELETE", teamPath(id)); }};
}

std::vector<RoleRight> FlowFuseTeams::roleRights() const
{
    return flowfuse::roleRights(m_version);
}

Future<records::MemberList> FlowFuseTeams::members(const QString &teamId)
{
    return m_api.get<records::MemberList>(membersPath(teamId));
}

Change<void> FlowFuseTeams::addMember(const QString &, records::MemberAdd)
{
    return {Tier::security, [] {
                return ready<void>(
                    fail(ErrorCode::not_offered, tr("This server adds people by invitation only.").toStdString()));
            }};
}

Future<void> FlowFuseTeams::putRole(const Api &api, const QString &teamId, const QString &userId, Role role)
{
    return api.act("PUT", membersPath(teamId) + pathOf(userId), records::RoleChange{std::int64_t(role)});
}

Change<void> FlowFuseTeams::changeRole(const QString &teamId, const QString &userId, Role role)
{
    return {Tier::security, [api = m_api, teamId, userId, role] {
                if (role == Role::owner)
                    return putRole(api, teamId, userId, role);
                // FlowFuse does not protect a team's last owner (2.4.0 lets them become viewer), so the members are
                // checked first.
                const auto kept = mapped(api.context(), api.get<records::MemberList>(membersPath(teamId)),
                                         [id = userId.toStdString()](Result<records::MemberList> r) {
                                             return keepsAnOwner(std::move(r), id);
                                         });
                return chained(api.context(), kept,
                               [api, teamId, userId, role](bool) { return putRole(api, teamId, userId, role); });
            }};
}

Change<void> FlowFuseTeams::removeMember(const QString &teamId, const QString &userId)
{
    return {Tier::security, [api = m_api, teamId, userId] {
                return meaning(api, api.act("DELETE", membersPath(teamId) + pathOf(userId)), "only owner",
                               ErrorCode::last_owner,
                               tr("This is the team's only owner. Make another member an owner first."));
            }};
}

Future<std::vector<records::Invitation>> FlowFuseTeams::invitations(const QString &teamId)
{
    return listed(m_api, invitationsPath(teamId));
}

Change<std::vector<Teams::InvitationProblem>> FlowFuseTeams::invite(const QString &teamId, const QString &users,
                                                                    Role role)
{
    using Problems = std::vector<InvitationProblem>;
    return {Tier::security, [api = m_api, teamId, users, role]() -> Future<Problems> {
                records::InvitationCreate create;
                create.user = users.toStdString();
                create.role = std::int64_t(role);
                return mapped(api.context(), api.call<json::value>("POST", invitationsPath(teamId), create),
                              [](Result<json::value> r) { return problemsOf(std::move(r)); });
            }};
}

Result<std::vector<Teams::InvitationProblem>> FlowFuseTeams::problemsOf(Result<json::value> answer)
{
    if (!answer)
        return fail(std::move(answer).error());
    // Some or all failed, and still the status is 200: {"code":"invitation_failed","error":{"bob":"Already invited"}}
    std::vector<InvitationProblem> problems;
    const auto *object = answer->if_object();
    const auto *code = object ? object->if_contains("code") : nullptr;
    if (!code)
        return problems;
    const auto *error = object->if_contains("error");
    if (!error || !error->is_object())
        return fail(ErrorCode::invitation_failed,
                    tr("The server sent no invitation and gave no reason.").toStdString());
    for (const auto &item : error->get_object()) {
        const auto &why = item.value();
        const std::string key(item.key());
        const std::string text = why.is_string() ? std::string(why.get_string()) : json::serialize(why);
        problems.push_back({displayText(key).trimmed(), displayText(text)});  // as split at the commas
    }
    return problems;
}

Change<void> FlowFuseTeams::withdraw(const QString &teamId, const QString &invitationId)
{
    return {Tier::disruptive, [api = m_api, teamId, invitationId] {
                return api.act("DELETE", invitationsPath(teamId) + pathOf(invitationId));
            }};
}

Future<std::vector<records::Invitation>> FlowFuseTeams::ownInvitations()
{
    return listed(m_api, ownInvitationsPath);
}

Change<void> FlowFuseTeams::accept(const QString &invitationId)
{
    return {Tier::reversible,
            [api = m_api, invitationId] { return api.act("PATCH", ownInvitationsPath + pathOf(invitationId)); }};
}

Change<void> FlowFuseTeams::reject(const QString &invitationId)
{
    return {Tier::disruptive,
            [api = m_api, invitationId] { return api.act("DELETE", ownInvitationsPath + pathOf(invitationId)); }};
}

}  // namespace castellan::client::flowfuse
