// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/teams/invitations.h"

#include "core/records/team.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/records.h"
#include "server/api/teams/members.h"
#include "server/store/tables/api_keys.h"
#include "server/store/tables/invitations.h"

#include <boost/json/object.hpp>

#include <algorithm>
#include <set>

namespace castellan::api::invitations {
namespace {

constexpr std::chrono::days life{7};
constexpr std::size_t atOnce = 5;

Result<records::Invitation> invitationRecord(Context &context, const http::Request &request,
                                             const store::Invitation &row)
{
    auto team = TRY(store::teams::find(context.db(), row.team));
    std::optional<store::User> invitor;
    if (row.invitor)
        invitor = TRY(store::users::find(context.db(), *row.invitor));
    auto invitee = TRY(store::users::find(context.db(), row.invitee));
    records::Invitation out;
    out.id = context.publicId(row.id);
    out.role = std::int64_t(row.role);
    out.createdAt = toIso(row.createdAt);
    out.expiresAt = toIso(row.expiresAt);
    if (team)
        out.team = teamSummary(context, request, *team);
    if (invitor)
        out.invitor = userSummary(context, *invitor);
    if (invitee)
        out.invitee = json::encode(userSummary(context, *invitee)).as_object();
    return out;
}

Result<http::Response> answerList(Context &context, const http::Request &request,
                                  const std::vector<store::Invitation> &rows)
{
    records::InvitationList out;
    out.count = std::int64_t(rows.size());
    for (const auto &row : rows) {
        auto record = TRY(invitationRecord(context, request, row));
        out.invitations.push_back(std::move(record));
    }
    return answer(out);
}

std::vector<std::string> namesIn(std::string_view list)
{
    std::vector<std::string> out;
    std::set<std::string_view> seen;
    while (!list.empty()) {
        const auto comma = list.find(',');
        auto name = list.substr(0, comma);
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
        const auto begin = name.find_first_not_of(' ');
        if (begin == std::string_view::npos)
            continue;
        name = name.substr(begin, name.find_last_not_of(' ') - begin + 1);
        if (seen.insert(name).second)
            out.emplace_back(name);
    }
    return out;
}

/// For the team's owners, who may know an invited user by user name only and must not learn the e-mail address this
/// way.
json::object inviteBody(Context &context, const store::Team &team, const store::User &user, Role role)
{
    json::object out;
    out["team"] = teamBody(context, team);
    auto person = userBody(context, user);
    person.erase("email");
    out["user"] = std::move(person);
    json::object named;
    named["role"] = boost::json::string_view(roleName(role));
    out["role"] = std::move(named);
    return out;
}

/// Empty if invited, else the reason.
Result<std::string> invite(WriteContext &act, const std::string &name, Role role)
{
    auto user = TRY(members::findPerson(act, name));
    if (!user)
        return std::string(
            "Unknown user; this server invites people with an account only, by user name or verified e-mail address");
    auto has = TRY(store::members::roleOf(act.db(), act.team->id, user->id));
    if (has != Role::none)
        return std::string("Already a member of the team");
    const auto *key = act.caller->serviceKey();
    auto made = store::invitations::insert(act.writer,
                                           {act.team->id, act.caller->userId(), user->id, role, act.db().now() + life,
                                            key != nullptr ? std::optional(key->id) : std::nullopt});
    if (!made) {
        if (made.error().code == ErrorCode::conflict)
            return std::string("Already invited to the team");
        return fail(std::move(made).error());
    }
    if (auto ok = act.record(Event::team_user_invited, act.team->id, user->id, inviteBody(act, *act.team, *user, role));
        !ok)
        return fail(std::move(ok).error());
    return std::string();
}

/// The open invitation that the path names.
Result<store::Invitation> named(WriteContext &act)
{
    return rowNamed(act, "invitationId", &store::invitations::find);
}

Result<store::Invitation> namedAndMine(WriteContext &act)
{
    auto row = named(act);
    if (row && (!act.isMe(row->invitee) || !act.caller->reaches(row->team)))
        return fail(ErrorCode::not_found, "Not Found");
    return row;
}

Result<store::Team> teamOf(WriteContext &act, const store::Invitation &row)
{
    auto team = TRY(store::teams::find(act.db(), row.team));
    if (!team)
        return fail(ErrorCode::not_found, "Not Found");
    return std::move(*team);
}

/// Whether a service key may invite to the team.
bool invites(const store::ApiKey &key, TeamId team, Instant now)
{
    const bool valid = key.enabled && (!key.expiresAt || *key.expiresAt > now) && key.scope() == KeyScope::admin;
    return valid && (!key.limited || std::ranges::find(key.teams, team) != key.teams.end());
}

/// Whether the user or the service key that invited may do so still: an invitation gives no right that its maker lost.
Result<bool> isStillMeant(const Context &context, const store::Invitation &row)
{
    if (row.invitorKey) {
        const auto key = TRY(store::api_keys::find(context.db(), *row.invitorKey));
        return key && invites(*key, row.team, context.db().now());
    }
    if (!row.invitor)
        return false;
    const auto user = TRY(store::users::find(context.db(), *row.invitor));
    if (!user || user->suspended)
        return false;
    return user->admin || TRY(store::members::roleOf(context.db(), row.team, user->id)) == Role::owner;
}

}  // namespace

Result<http::Response> ofTeam(Context &context, const http::Request &request)
{
    auto rows = TRY(store::invitations::ofTeam(context.db(), context.team->id));
    return answerList(context, request, rows);
}

Result<http::Response> mine(Context &context, const http::Request &request)
{
    auto rows = TRY(store::invitations::ofInvitee(context.db(), context.me().id));
    std::erase_if(rows, [&](const auto &row) { return !context.caller->reaches(row.team); });
    return answerList(context, request, rows);
}

Result<http::Response> all(Context &context, const http::Request &request)
{
    auto rows = TRY(store::invitations::all(context.db()));
    return answerList(context, request, rows);
}

Result<http::Response> create(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::InvitationCreate>(request));
    // Least privilege: viewer is the default. FlowFuse's is member.
    auto role = TRY(members::teamRole(body.role.value_or(std::int64_t(Role::viewer))));
    const auto names = namesIn(body.user);
    if (names.empty())
        return fail(ErrorCode::invitation_failed, "user: name at least one person").at("user");
    if (names.size() > atOnce)
        return fail(ErrorCode::too_many_invites, "maximum 5 invites at a time").at("user");
    json::object reasons;
    for (const auto &name : names) {
        auto reason = TRY(invite(act, name, role));
        if (!reason.empty())
            reasons[name] = reason;
    }
    if (reasons.empty())
        return okay();
    if (act.recorded() == 0)
        act.nothingChanged();
    // FlowFuse's shape: status 200, and a reason for each person who was not invited.
    json::object out;
    out["code"] = boost::json::string_view(wireWord(ErrorCode::invitation_failed));
    out["error"] = std::move(reasons);
    return jsonAnswer(json::value(std::move(out)));
}

Result<http::Response> revoke(WriteContext &act, const http::Request &)
{
    auto row = TRY(named(act));
    if (row.team != act.team->id)
        return fail(ErrorCode::not_found, "Not Found");
    auto user = TRY(store::users::find(act.db(), row.invitee));
    TRY(store::invitations::remove(act.writer, row.id));
    if (!user)
        return fail(ErrorCode::not_found, "Not Found");
    auto body = inviteBody(act, *act.team, *user, row.role);
    TRY(act.record(Event::team_user_uninvited, act.team->id, row.invitee, std::move(body)));
    return okay();
}

Result<http::Response> accept(WriteContext &act, const http::Request &)
{
    auto row = TRY(namedAndMine(act));
    auto team = TRY(teamOf(act, row));
    if (!TRY(isStillMeant(act, row)))
        return fail(ErrorCode::conflict, "This invitation no longer holds: its sender may not invite to this team any "
                                         "more. Ask for a new one.");
    TRY(members::join(act, row.team, row.invitee, row.role));
    auto body = inviteBody(act, team, act.me(), row.role);
    TRY(act.record(Event::team_user_invite_accepted, row.team, row.invitee, std::move(body)));
    return okay();
}

Result<http::Response> reject(WriteContext &act, const http::Request &)
{
    auto row = TRY(namedAndMine(act));
    auto team = TRY(teamOf(act, row));
    TRY(store::invitations::remove(act.writer, row.id));
    auto body = inviteBody(act, team, act.me(), row.role);
    TRY(act.record(Event::team_user_invite_rejected, row.team, row.invitee, std::move(body)));
    return okay();
}

}  // namespace castellan::api::invitations
