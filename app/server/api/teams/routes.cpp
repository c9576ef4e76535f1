// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/team.h"
#include "core/records/user.h"
#include "server/api/pipeline/route_table.h"
#include "server/api/teams/invitations.h"
#include "server/api/teams/members.h"
#include "server/api/teams/teams.h"

namespace castellan::api::teams {
namespace {

using E = ErrorCode;

/// Teams and their types.
std::vector<Route> ofTeams()
{
    return {
        {get("/api/v1/user/teams", "One's teams, with one's role in each", response<records::TeamPage>()),
         {.permission = "user:self"},
         reads(&teams::mine)},
        {get("/api/v1/users/:userId/teams", "A user's teams", response<records::TeamPage>()),
         {.permission = "user:team:list"},
         reads(&teams::ofUser)},
        {get("/api/v1/team-types", "Types of teams", response<records::TeamTypePage>(), {"filter"}),
         {.permission = "team-type:list"},
         reads(&teams::listTypes),
         {.codes = {E::validation}}},
        {get("/api/v1/team-types/:teamTypeId", "A type of teams", response<records::TeamType>()),
         {.permission = "team-type:read"},
         reads(&teams::readType)},
        {get("/api/v1/teams", "All teams", response<records::TeamPage>(), {"limit", "cursor", "query"}),
         {.permission = "team:list"},
         reads(&teams::list),
         {.codes = {E::validation, E::invalid_cursor}}},
        {post("/api/v1/teams", "Makes a team; the caller is its first owner", request<records::TeamCreate>(),
              response<records::Team>()),
         {.permission = "team:create"},
         writes(&teams::create),
         {.codes = {E::invalid_team_type, E::invalid_slug, E::unexpected_error, E::forbidden},
          .events = {Event::team_created}}},
        {post("/api/v1/teams/check-slug", "Whether a slug is free", request<records::SlugCheck>(),
              response<records::Status>()),
         {.permission = "team:create"},
         reads(&teams::checkSlugFree),
         {.codes = {E::slug_taken, E::forbidden}}},
        {get("/api/v1/teams/slug/:teamSlug", "A team by its slug", response<records::Team>()),
         {.permission = "team:read"},
         reads(&teams::read)},
        {get("/api/v1/teams/:teamId", "A team", response<records::Team>()),
         {.permission = "team:read"},
         reads(&teams::read)},
        {put("/api/v1/teams/:teamId", "Changes a team's name and slug, or its type", request<records::TeamUpdate>(),
             response<records::Team>()),
         {.permission = "team:edit"},
         writes(&teams::update),
         {.codes = {E::invalid_request, E::invalid_slug, E::invalid_team_type, E::unexpected_error},
          .events = {Event::team_settings_updated}}},
        {del("/api/v1/teams/:teamId", "Deletes a team", response<records::Status>()),
         {.permission = "team:delete", .stepUp = true},
         writes(&teams::remove),
         {.events = {Event::platform_team_deleted}}},
        {get("/api/v1/teams/:teamId/user", "The caller's role in a team", response<records::Membership>()),
         {.permission = "team:read"},
         reads(&teams::ownMembership)},
    };
}

/// Members of a team.
std::vector<Route> ofMembers()
{
    return {
        {get("/api/v1/teams/:teamId/members", "A team's members", response<records::MemberList>()),
         {.permission = "team:user:list"},
         reads(&members::list)},
        {post("/api/v1/teams/:teamId/members", "Adds a user to a team without an invitation",
              request<records::MemberAdd>(), response<records::Member>()),
         {.permission = "team:user:add", .stepUp = true},
         writes(&members::add),
         {.codes = {E::invalid_team_role, E::not_found, E::conflict, E::interactive_only},
          .events = {Event::team_user_added}}},
        {put("/api/v1/teams/:teamId/members/:userId", "Changes a member's role", request<records::RoleChange>(),
             response<records::Status>()),
         {.permission = "team:user:change-role", .stepUp = true},
         writes(&members::changeRole),
         {.codes = {E::invalid_team_role, E::last_owner_demoted}, .events = {Event::team_user_role_changed}}},
        {del("/api/v1/teams/:teamId/members/:userId", "Removes a member", response<records::Status>()),
         {.permission = "team:user:remove", .stepUp = true},
         writes(&members::remove),
         {.codes = {E::last_owner}, .events = {Event::team_user_removed}}},
    };
}

/// Invitations: a team's, the caller's, and all.
std::vector<Route> ofInvitations()
{
    return {
        {get("/api/v1/user/invitations", "Invitations to oneself", response<records::InvitationList>()),
         {.permission = "user:self"},
         reads(&invitations::mine)},
        {patch("/api/v1/user/invitations/:invitationId", "Accepts an invitation", response<records::Status>()),
         {.permission = "user:invitation:answer"},
         writes(&invitations::accept),
         {.codes = {E::conflict}, .events = {Event::team_user_invite_accepted}}},
        {del("/api/v1/user/invitations/:invitationId", "Rejects an invitation", response<records::Status>()),
         {.permission = "user:invitation:answer"},
         writes(&invitations::reject),
         {.events = {Event::team_user_invite_rejected}}},
        {get("/api/v1/teams/:teamId/invitations", "A team's open invitations", response<records::InvitationList>()),
         {.permission = "team:invitation:list"},
         reads(&invitations::ofTeam)},
        {post("/api/v1/teams/:teamId/invitations", "Invites up to five people, by user name or e-mail address",
              request<records::InvitationCreate>(), response<records::InvitationOutcome>()),
         {.permission = "team:user:invite", .stepUp = true},
         writes(&invitations::create),
         {.codes = {E::invalid_team_role, E::invitation_failed, E::too_many_invites},
          .events = {Event::team_user_invited},
          .manyEntries = true}},
        {del("/api/v1/teams/:teamId/invitations/:invitationId", "Withdraws an invitation", response<records::Status>()),
         {.permission = "team:user:invite"},
         writes(&invitations::revoke),
         {.events = {Event::team_user_uninvited}}},
        {get("/api/v1/admin/invitations", "All open invitations", response<records::InvitationList>()),
         {.permission = "invitation:list"},
         reads(&invitations::all)},
    };
}

}  // namespace

/// Teams, their members and invitations.
std::vector<Route> routes()
{
    return concatenated({ofTeams(), ofMembers(), ofInvitations()});
}

}  // namespace castellan::api::teams
