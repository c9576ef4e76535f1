// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/teams/members.h"

#include "core/records/team.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/records.h"
#include "server/store/tables/invitations.h"

#include <boost/json/object.hpp>

namespace castellan::api::members {
namespace {

records::Member memberRecord(const Context &context, const store::User &user, Role role)
{
    records::Member out;
    out.id = context.publicId(user.id);
    out.username = user.username;
    out.name = user.name;
    out.role = std::int64_t(role);
    out.admin = user.admin;
    out.createdAt = toIso(user.createdAt);
    out.suspended = user.suspended;
    if (context.seesAll() || context.role == Role::owner) {
        out.email = user.email;
        out.email_mixed_script = mixedScript(user.email);
        out.mfa_enabled = user.secondFactor;
        if (user.lastSeenAt)
            out.lastSeenAt = toIso(*user.lastSeenAt);
    }
    return out;
}

/// Whether the team has an active owner without this member.
Result<bool> hasOtherOwner(WriteContext &act)
{
    auto owners = TRY(store::members::countActiveOwners(act.db(), act.team->id, act.subject->id));
    return owners > 0;
}

Result<Role> roleOfSubject(WriteContext &act)
{
    auto role = store::members::roleOf(act.db(), act.team->id, act.subject->id);
    if (role && *role == Role::none)
        return fail(ErrorCode::not_found, "Not Found");
    return role;
}

json::object memberBody(WriteContext &act, const store::User &user, std::optional<Role> role)
{
    json::object out;
    out["team"] = teamBody(act, *act.team);
    out["user"] = userBody(act, user);
    if (role) {
        json::object named;
        named["role"] = boost::json::string_view(roleName(*role));
        out["role"] = std::move(named);
    }
    return out;
}

void rightsChange(WriteContext &act, UserId user)
{
    act.writer.afterCommit([&credentials = act.services.credentials, user] { credentials.userChanged(user); });
}

}  // namespace

Result<Role> teamRole(std::int64_t number)
{
    const auto role = number > 0 && number < 100 ? roleFromNumber(int(number)) : std::nullopt;
    if (!role || !isTeamRole(*role))
        return fail(ErrorCode::invalid_team_role,
                    "role: expected 5 (dashboard), 10 (viewer), 30 (member) or 50 (owner)")
            .at("role");
    return *role;
}

Result<std::optional<store::User>> findPerson(Context &context, std::string_view name)
{
    if (const auto id = context.idFrom<UserId>(name))
        return store::users::find(context.db(), *id);
    if (auto user = TRY(store::users::findByUsername(context.db(), name)))
        return user;
    auto user = TRY(store::users::findByEmail(context.db(), name));
    // An unverified address may be another person's; only verification shows that the account is its owner's.
    if (user && !user->emailVerified)
        user.reset();
    return user;
}

Result<void> join(WriteContext &act, TeamId team, UserId user, Role role)
{
    auto open = TRY(store::invitations::ofInvitee(act.db(), user));
    for (const auto &invitation : open)
        if (invitation.team == team)
            TRY(store::invitations::remove(act.writer, invitation.id));
    if (auto ok = store::members::insert(act.writer, team, user, role); !ok) {
        if (ok.error().code == ErrorCode::conflict)
            return fail(ErrorCode::conflict, "user: is a member of this team already").at("user");
        return ok;
    }
    rightsChange(act, user);
    return {};
}

Result<http::Response> list(Context &context, const http::Request &)
{
    auto rows = TRY(store::members::list(context.db(), context.team->id));
    records::MemberList out;
    out.count = std::int64_t(rows.size());
    for (const auto &member : rows)
        out.members.push_back(memberRecord(context, member.user, member.role));
    return answer(out);
}

Result<http::Response> add(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::MemberAdd>(request));
    auto role = TRY(teamRole(body.role));
    auto user = TRY(findPerson(act, body.user));
    if (!user)
        return fail(ErrorCode::not_found, "user: no user has this id, user name or verified e-mail address").at("user");
    if (act.caller->keyId() && (user->admin || user->auditor))
        return fail(ErrorCode::interactive_only,
                    "Administrators and auditors can't be added with an access token; sign in with your password.");
    TRY(join(act, act.team->id, user->id, role));
    TRY(act.record(Event::team_user_added, act.team->id, user->id, memberBody(act, *user, role)));
    return answer(memberRecord(act, *user, role));
}

Result<http::Response> changeRole(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::RoleChange>(request));
    auto role = TRY(teamRole(body.role));
    auto before = TRY(roleOfSubject(act));
    if (before == role) {
        act.nothingChanged();
        return okay();
    }
    if (before == Role::owner) {
        auto other = TRY(hasOtherOwner(act));
        if (!other)
            return fail(ErrorCode::last_owner_demoted, "A team needs an owner; make another member an owner first.");
    }
    const auto subject = *act.subject;
    TRY(store::members::setRole(act.writer, act.team->id, subject.id, role));
    Updates updates;
    updates.add("role", json::value(boost::json::string_view(roleName(before))),
                json::value(boost::json::string_view(roleName(role))));
    auto record = memberBody(act, subject, std::nullopt);
    record["updates"] = updates.take();
    TRY(act.record(Event::team_user_role_changed, act.team->id, subject.id, std::move(record)));
    rightsChange(act, subject.id);
    return okay();
}

Result<http::Response> remove(WriteContext &act, const http::Request &)
{
    auto before = TRY(roleOfSubject(act));
    if (before == Role::owner) {
        auto other = TRY(hasOtherOwner(act));
        if (!other)
            return fail(ErrorCode::last_owner, "cannot remove only owner");
    }
    const auto subject = *act.subject;
    TRY(store::members::remove(act.writer, act.team->id, subject.id));
    auto record = memberBody(act, subject, before);
    TRY(act.record(Event::team_user_removed, act.team->id, subject.id, std::move(record)));
    rightsChange(act, subject.id);
    return okay();
}

}  // namespace castellan::api::members
