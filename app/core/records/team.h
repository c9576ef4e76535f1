// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/user.h"

/// Records of the API about teams, their members and invitations (FlowFuse's shapes; additions of ours are marked +).
namespace castellan::records {

struct TeamType {
    std::string id;
    std::string name;
    std::optional<bool> active;
    std::optional<std::int64_t> order;
    std::optional<json::Text<4096>> description;
    std::optional<std::int64_t> teamCount;
    std::optional<json::object> properties;
};

struct TeamTypePage {
    PageMeta meta;
    std::int64_t count = 0;
    std::vector<TeamType> types;
};

struct Links {
    std::optional<json::Text<2048>> self;
};

struct Team {
    std::string id;
    std::string name;
    std::optional<std::string> slug;
    std::optional<json::Text<2048>> avatar;
    std::optional<bool> suspended;
    std::optional<TeamType> type;
    std::optional<std::int64_t> instanceCount;
    std::optional<std::int64_t> memberCount;
    std::optional<std::int64_t> deviceCount;
    std::optional<std::string> createdAt;
    std::optional<std::string> updatedAt;
    std::optional<Links> links;
    std::optional<std::int64_t> role;  // in GET /user/teams: the caller's own
    json::object raw;
};

struct TeamPage {
    PageMeta meta;
    std::int64_t count = 0;
    std::vector<Team> teams;
};

struct TeamCreate {
    std::string name;
    std::string type;
    std::optional<std::string> slug;
};

struct TeamUpdate {
    json::Patch<std::string> name;
    json::Patch<std::string> slug;
    json::Patch<std::string> type;
};

struct SlugCheck {
    std::string slug;
};

/// `GET /teams/:id/user`
struct Membership {
    std::int64_t role = 0;
};

/// A user in a team.
struct Member {
    std::string id;
    std::string username;
    std::optional<std::string> name;
    std::int64_t role = 0;
    std::optional<std::string> email;
    std::optional<std::string> avatar;
    std::optional<bool> admin;
    std::optional<std::string> createdAt;
    std::optional<bool> suspended;
    std::optional<bool> mfa_enabled;         // + only for owners, administrators and auditors
    std::optional<std::string> lastSeenAt;   // +
    std::optional<bool> email_mixed_script;  // + as of User
    json::object raw;
};

struct MemberList {
    std::int64_t count = 0;
    std::vector<Member> members;
};

/// + `POST /teams/:id/members`: user is an id, a user name or a verified e-mail address.
struct MemberAdd {
    std::string user;
    std::int64_t role = 10;
};

struct RoleChange {
    std::int64_t role = 0;
};

struct Invitation {
    std::string id;
    std::int64_t role = 0;
    std::optional<std::string> createdAt;
    std::optional<std::string> expiresAt;
    std::optional<Team> team;
    std::optional<User> invitor;
    /// A user; FlowFuse sends `{"external":true,"email":…}` for people without an account.
    std::optional<json::object> invitee;
};

struct InvitationList {
    std::optional<PageMeta> meta;
    std::int64_t count = 0;
    std::vector<Invitation> invitations;
};

struct InvitationCreate {
    json::Text<1400> user;             ///< up to five names or addresses, separated by commas
    std::optional<std::int64_t> role;  ///< left out: a member by FlowFuse, a viewer by Castellan
};

/// Status 200 also says who could not be invited, by name (FlowFuse's shape).
struct InvitationOutcome {
    std::optional<std::string> status;  ///< "okay" if all were invited
    std::optional<std::string> code;
    std::optional<json::value> error;
};

BOOST_DESCRIBE_STRUCT(InvitationOutcome, (), (status, code, error))
BOOST_DESCRIBE_STRUCT(TeamType, (), (id, name, active, order, description, teamCount, properties))
BOOST_DESCRIBE_STRUCT(TeamTypePage, (), (meta, count, types))
BOOST_DESCRIBE_STRUCT(Links, (), (self))
BOOST_DESCRIBE_STRUCT(Team, (),
                      (id, name, slug, avatar, suspended, type, instanceCount, memberCount, deviceCount, createdAt,
                       updatedAt, links, role))
BOOST_DESCRIBE_STRUCT(TeamPage, (), (meta, count, teams))
BOOST_DESCRIBE_STRUCT(TeamCreate, (), (name, type, slug))
BOOST_DESCRIBE_STRUCT(TeamUpdate, (), (name, slug, type))
BOOST_DESCRIBE_STRUCT(SlugCheck, (), (slug))
BOOST_DESCRIBE_STRUCT(Membership, (), (role))
BOOST_DESCRIBE_STRUCT(Member, (),
                      (id, username, name, role, email, avatar, admin, createdAt, suspended, mfa_enabled, lastSeenAt,
                       email_mixed_script))
BOOST_DESCRIBE_STRUCT(MemberList, (), (count, members))
BOOST_DESCRIBE_STRUCT(MemberAdd, (), (user, role))
BOOST_DESCRIBE_STRUCT(RoleChange, (), (role))
BOOST_DESCRIBE_STRUCT(Invitation, (), (id, role, createdAt, expiresAt, team, invitor, invitee))
BOOST_DESCRIBE_STRUCT(InvitationList, (), (meta, count, invitations))
BOOST_DESCRIBE_STRUCT(InvitationCreate, (), (user, role))

}  // namespace castellan::records
