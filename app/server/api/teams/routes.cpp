// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/team.h"
#include "core/records/user.h"
#include "server/api/pipeline/record.h"
#include "server/api/teams/invitations.h"
#include "server/api/teams/members.h"
#include "server/api/teams/teams.h"

namespace castellan::api::teams {
namespace {

using enum http::Method;
using E = ErrorCode;

/// Teams and their types.
std::vector<Route> ofTeams()
{
    return {
        {.what = {.path = "/api/v1/user/teams",
                  .summary = "One's teams, with one's role in each",
                  .response = record<records::TeamPage>()},
         .who = {.permission = "user:self"},
         .how = {.read = &teams::mine}},
        {.what = {.path = "/api/v1/users/:userId/teams",
                  .summary = "A user's teams",
                  .response = record<records::TeamPage>()},
         .who = {.permission = "user:team:list"},
         .how = {.read = &teams::ofUser}},
        {.what = {.path = "/api/v1/team-types",
                  .summary = "Types of teams",
                  .response = record<records::TeamTypePage>(),
                  .query = {"filter"}},
         .who = {.permission = "team-type:list"},
         .how = {.read = &teams::listTypes},
         .accounting = {.codes = {E::validation}}},
        {.what = {.path = "/api/v1/team-types/:teamTypeId",
                  .summary = "A type of teams",
                  .response = record<records::TeamType>()},
         .who = {.permission = "team-type:read"},
         .how = {.read = &teams::readType}},
        {.what = {.path = "/api/v1/teams",
                  .summary = "All teams",
                  .response = record<records::TeamPage>(),
                  .query = {"limit", "cursor", "query"}},
         .who = {.permission = "team:list"},
         .how = {.read = &teams::list},
         .accounting = {.codes = {E::validation, E::invalid_cursor}}},
        {.what = {.method = post,
                  .path = "/api/v1/teams",
                  .summary = "Makes a team; the caller is its first owner",
                  .request = record<records::TeamCreate>(),
                  .response = record<records::Team>()},
         .who = {.permission = "team:create"},
         .how = {.runs = Runs::write, .write = &teams::create},
         .accounting = {.codes = {E::invalid_team_type, E::invalid_slug, E::unexpected_error, E::forbidden},
                        .events = {Event::team_created}}},
        {.what = {.method = post,
                  .path = "/api/v1/teams/check-slug",
                  .summary = "Whether a slug is free",
                  .request = record<records::SlugCheck>(),
                  .response = record<records::Status>()},
         .who = {.permission = "team:create"},
         .how = {.read = &teams::checkSlugFree},
         .accounting = {.codes = {E::slug_taken, E::forbidden}}},
        {.what = {.path = "/api/v1/teams/slug/:teamSlug",
                  .summary = "A team by its slug",
                  .response = record<records::Team>()},
         .who = {.permission = "team:read"},
         .how = {.read = &teams::read}},
        {.what = {.path = "/api/v1/teams/:teamId", .summary = "A team", .response = record<records::Team>()},
         .who = {.permission = "team:read"},
         .how = {.read = &teams::read}},
        {.what = {.method = put,
                  .path = "/api/v1/teams/:teamId",
                  .summary = "Changes a team's name and slug, or its type",
                  .request = record<records::TeamUpdate>(),
                  .response = record<records::Team>()},
         .who = {.permission = "team:edit"},
         .how = {.runs = Runs::write, .write = &teams::update},
         .accounting = {.codes = {E::invalid_request, E::invalid_slug, E::invalid_team_type, E::unexpected_error},
                        .events = {Event::team_settings_updated}}},
        {.what = {.method = del,
                  .path = "/api/v1/teams/:teamId",
                  .summary = "Deletes a team",
                  .response = record<records::Status>()},
         .who = {.permission = "team:delete", .stepUp = true},
         .how = {.runs = Runs::write, .write = &teams::remove},
         .accounting = {.events = {Event::platform_team_deleted}}},
        {.what = {.path = "/api/v1/teams/:teamId/user",
                  .summary = "The caller's role in a team",
                  .response = record<records::Membership>()},
         .who = {.permission = "team:read"},
         .how = {.read = &teams::ownMembership}},
    };
}

/// Members of a team.
std::vector<Route> ofMembers()
{
    return {
        {.what = {.path = "/api/v1/teams/:teamId/members",
                  .summary = "A team's members",
                  .response = record<records::MemberList>()},
         .who = {.permission = "team:user:list"},
         .how = {.read = &members::list}},
        {.what = {.method = post,
                  .path = "/api/v1/teams/:teamId/members",
                  .summary = "Adds a user to a team without an invitation",
                  .request = record<records::MemberAdd>(),
                  .response = record<records::Member>()},
         .who = {.permission = "team:user:add"},
         .how = {.runs = Runs::write, .write = &members::add},
         .accounting = {.codes = {E::invalid_team_role, E::not_found, E::conflict},
                        .events = {Event::team_user_added}}},
        {.what = {.method = put,
                  .path = "/api/v1/teams/:teamId/members/:userId",
                  .summary = "Changes a member's role",
                  .request = record<records::RoleChange>(),
                  .response = record<records::Status>()},
         .who = {.permission = "team:user:change-role", .stepUp = true},
         .how = {.runs = Runs::write, .write = &members::changeRole},
         .accounting = {.codes = {E::invalid_team_role, E::last_owner_demoted},
                        .events = {Event::team_user_role_changed}}},
        {.what = {.method = del,
                  .path = "/api/v1/teams/:teamId/members/:userId",
                  .summary = "Removes a member",
                  .response = record<records::Status>()},
         .who = {.permission = "team:user:remove"},
         .how = {.runs = Runs::write, .write = &members::remove},
         .accounting = {.codes = {E::last_owner}, .events = {Event::team_user_removed}}},
    };
}

/// Invitations: a team's, the caller's, and all.
std::vector<Route> ofInvitations()
{
    return {
        {.what = {.path = "/api/v1/user/invitations",
                  .summary = "Invitations to oneself",
                  .response = record<records::InvitationList>()},
         .who = {.permission = "user:self"},
         .how = {.read = &invitations::mine}},
        {.what = {.method = patch,
                  .path = "/api/v1/user/invitations/:invitationId",
                  .summary = "Accepts an invitation",
                  .response = record<records::Status>()},
         .who = {.permission = "user:self:edit"},
         .how = {.runs = Runs::write, .write = &invitations::accept},
         .accounting = {.codes = {E::conflict}, .events = {Event::team_user_invite_accepted}}},
        {.what = {.method = del,
                  .path = "/api/v1/user/invitations/:invitationId",
                  .summary = "Rejects an invitation",
                  .response = record<records::Status>()},
         .who = {.permission = "user:self:edit"},
         .how = {.runs = Runs::write, .write = &invitations::reject},
         .accounting = {.events = {Event::team_user_invite_rejected}}},
        {.what = {.path = "/api/v1/teams/:teamId/invitations",
                  .summary = "A team's open invitations",
                  .response = record<records::InvitationList>()},
         .who = {.permission = "team:user:invite"},
         .how = {.read = &invitations::ofTeam}},
        {.what = {.method = post,
                  .path = "/api/v1/teams/:teamId/invitations",
                  .summary = "Invites up to five people, by user name or e-mail address",
                  .request = record<records::InvitationCreate>(),
                  .response = record<records::InvitationOutcome>()},
         .who = {.permission = "team:user:invite"},
         .how = {.runs = Runs::write, .write = &invitations::create},
         .accounting = {.codes = {E::invalid_team_role, E::invitation_failed, E::too_many_invites},
                        .events = {Event::team_user_invited},
                        .manyEntries = true}},
        {.what = {.method = del,
                  .path = "/api/v1/teams/:teamId/invitations/:invitationId",
                  .summary = "Withdraws an invitation",
                  .response = record<records::Status>()},
         .who = {.permission = "team:user:invite"},
         .how = {.runs = Runs::write, .write = &invitations::revoke},
         .accounting = {.events = {Event::team_user_uninvited}}},
        {.what = {.path = "/api/v1/admin/invitations",
                  .summary = "All open invitations",
                  .response = record<records::InvitationList>()},
         .who = {.permission = "invitation:list"},
         .how = {.read = &invitations::all}},
    };
}

}  // namespace

/// Teams, their members and invitations.
std::vector<Route> routes()
{
    return concatenated({ofTeams(), ofMembers(), ofInvitations()});
}

}  // namespace castellan::api::teams
