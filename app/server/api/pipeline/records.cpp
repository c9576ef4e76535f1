// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/records.h"

#include "core/text/scripts.h"
#include "core/text/utf8.h"
#include "server/identity/completeness.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <charconv>

namespace castellan::api {
namespace {

/// A URL on the host that the client called; the Host field was checked before.
std::string linkTo(const Context &context, const http::Request &request, const std::string &path)
{
    std::string out = context.services.tls ? "https://" : "http://";
    out += request.header("Host").value_or("localhost");
    return out + path;
}

}  // namespace

std::optional<bool> mixedScript(std::string_view email)
{
    return !isAscii(email) && mixesLookAlikeScripts(email) ? std::optional(true) : std::nullopt;
}

records::User userSummary(const Context &context, const store::User &user)
{
    records::User out;
    out.id = context.publicId(user.id);
    out.username = user.username;
    out.name = user.name;
    out.admin = user.admin;
    out.createdAt = toIso(user.createdAt);
    out.suspended = user.suspended;
    return out;
}

records::User userRecord(const Context &context, const store::User &user)
{
    auto out = userSummary(context, user);
    out.email = user.email;
    out.email_verified = user.emailVerified;
    out.email_mixed_script = mixedScript(user.email);
    out.sso_enabled = false;
    out.mfa_enabled = user.secondFactor;
    if (identity::isPasswordExpired(user, context.services.policy.current()->password, context.services.clock.now()))
        out.password_expired = true;
    if (user.defaultTeam)
        out.defaultTeam = context.publicId(*user.defaultTeam);
    out.auditor = user.auditor;
    if (user.lockedUntil && *user.lockedUntil > context.services.clock.now())
        out.lockedUntil = toIso(*user.lockedUntil);
    if (user.lastSeenAt)
        out.lastSeenAt = toIso(*user.lastSeenAt);
    if (user.local)
        out.local = true;
    return out;
}

records::TeamType teamTypeRecord(const Context &context, const store::TeamType &type)
{
    records::TeamType out;
    out.id = context.publicId(type.id);
    out.name = type.name;
    out.active = type.active;
    out.order = type.order;
    out.description = json::Text<4096>(type.description);
    out.teamCount = type.teamCount;
    if (auto properties = json::parse(type.properties); properties && properties->is_object())
        out.properties = properties->get_object();
    return out;
}

records::Team teamSummary(const Context &context, const http::Request &request, const store::Team &team)
{
    records::Team out;
    out.id = context.publicId(team.id);
    out.name = team.name;
    out.slug = team.slug;
    out.suspended = team.suspended;
    out.links = records::Links{json::Text<2048>(linkTo(context, request, "/api/v1/teams/" + out.id))};
    return out;
}

records::Team teamRecord(const Context &context, const http::Request &request, const store::Team &team,
                         const std::optional<store::TeamType> &type)
{
    auto out = teamSummary(context, request, team);
    if (type)
        out.type = teamTypeRecord(context, *type);
    out.instanceCount = 0;
    out.memberCount = team.memberCount;
    out.deviceCount = 0;
    out.createdAt = toIso(team.createdAt);
    out.updatedAt = toIso(team.updatedAt);
    return out;
}

json::object userBody(const Context &context, const store::User &user)
{
    return {{"id", context.publicId(user.id)}, {"name", user.name}, {"username", user.username}, {"email", user.email}};
}

json::object teamBody(const Context &context, const store::Team &team)
{
    return {{"id", context.publicId(team.id)}, {"name", team.name}, {"slug", team.slug}};
}

void Updates::add(std::string_view key, json::value from, json::value to)
{
    if (from == to)
        return;
    json::object line;
    line["key"] = boost::json::string_view(key);
    line["dif"] = from.is_null() ? "created" : to.is_null() ? "deleted" : "updated";
    line["old"] = std::move(from);
    line["new"] = std::move(to);
    m_list.emplace_back(std::move(line));
}

template <class IdType>
Result<store::PageRequest<IdType>> pageRequest(const Context &context, const http::Request &request)
{
    store::PageRequest<IdType> out;
    if (const auto limit = request.queryValue("limit")) {
        const auto [end, ec] = std::from_chars(limit->data(), limit->data() + limit->size(), out.limit);
        if (ec != std::errc{} || end != limit->data() + limit->size() || out.limit < 0)
            return fail(ErrorCode::validation, "querystring/limit must be number").at("limit");
        if (out.limit == 0)
            out.limit = 1000;
    }
    if (const auto cursor = request.queryValue("cursor"); cursor && !cursor->empty()) {
        const auto after = context.idFrom<IdType>(*cursor);
        if (!after)
            return fail(ErrorCode::invalid_cursor, "cursor: is not one that this list gave").at("cursor");
        out.after = after;
    }
    if (const auto query = request.queryValue("query")) {
        const auto begin = query->find_first_not_of(" \t");
        if (begin != std::string_view::npos)
            out.query = query->substr(begin, query->find_last_not_of(" \t") - begin + 1);
    }
    return out;
}

template Result<store::PageRequest<UserId>> pageRequest(const Context &, const http::Request &);
template Result<store::PageRequest<TeamId>> pageRequest(const Context &, const http::Request &);

}  // namespace castellan::api
