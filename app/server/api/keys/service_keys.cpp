// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/keys/key_kinds.h"

#include "core/role.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/rules.h"

#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>

namespace castellan::api::keys {
namespace {

std::string_view environmentOf(const store::ApiKey &key)
{
    return key.prefix == tokenPrefix(TokenKind::serviceTest) ? "test" : "live";
}

Event eventOf(KeyChange change, bool ofTeam)
{
    switch (change) {
    case KeyChange::created:
        return ofTeam ? Event::team_key_created : Event::platform_key_created;
    case KeyChange::updated:
        return ofTeam ? Event::team_key_updated : Event::platform_key_updated;
    case KeyChange::rotated:
        return ofTeam ? Event::team_key_rotated : Event::platform_key_rotated;
    case KeyChange::deleted:
        return ofTeam ? Event::team_key_deleted : Event::platform_key_deleted;
    }
    return Event::platform_key_updated;
}

/// The teams that the new key reaches: a team's key that team, a platform's key those that the request names.
Result<void> applyTeams(const WriteContext &act, const records::KeyCreate &body, store::NewApiKey &key)
{
    if (act.team) {
        if (body.teamIds)
            return fail(ErrorCode::validation, "teamIds: a team's key reaches that team; leave it out").at("teamIds");
        key.owner = act.team->id;
        key.limited = true;
        key.teams = {act.team->id};
        return {};
    }
    if (!body.teamIds)
        return {};
    key.teams = TRY(teamsFrom(act, *body.teamIds));
    key.limited = true;
    return {};
}

Result<TokenKind> kindFrom(const std::optional<std::string> &environment)
{
    if (!environment || *environment == "live")
        return TokenKind::serviceLive;
    if (*environment == "test")
        return TokenKind::serviceTest;
    return fail(ErrorCode::validation, "environment: expected live or test").at("environment");
}

/// Whether the user who made a key could make it today: a key outlives the rights of its maker.
Result<std::string_view> creatorWord(const Context &context, const store::ApiKey &key,
                                     const std::optional<store::User> &creator)
{
    if (!creator)
        return std::string_view("gone");
    if (creator->suspended)
        return std::string_view("suspended");
    if (creator->admin)
        return std::string_view("active");
    const auto team = key.team();
    const bool owns = team && TRY(store::members::roleOf(context.db(), *team, creator->id)) == Role::owner;
    return std::string_view(owns ? "active" : "without-right");
}

}  // namespace

Result<std::vector<store::ApiKey>> ServiceKeys::all(Context &context)
{
    return context.team ? store::api_keys::ofTeam(context.db(), context.team->id)
                        : store::api_keys::allServices(context.db());
}

bool ServiceKeys::reaches(const Context &context, const store::ApiKey &key)
{
    return key.isService() && (!context.team || key.owner == store::KeyOwner(context.team->id));
}

Result<records::Key> ServiceKeys::record(Context &context, const store::ApiKey &key)
{
    records::Key out;
    out.id = context.publicId(key.id);
    out.name = key.name;
    out.scope = scopeName(key.scope());
    if (const auto team = key.team())
        out.teamId = context.publicId(*team);
    out.teamIds = keys::teamIds(context, key);
    out.addresses = key.addresses;
    out.prefix = key.prefix;
    out.lastFour = key.lastFour;
    out.environment = environmentOf(key);
    out.enabled = key.enabled;
    out.createdAt = toIso(key.createdAt);
    std::optional<store::User> creator;
    if (key.createdBy)
        creator = TRY(store::users::find(context.db(), *key.createdBy));
    if (creator)
        out.createdBy = creator->username;
    out.creator = TRY(creatorWord(context, key, creator));
    if (key.expiresAt)
        out.expiresAt = toIso(*key.expiresAt);
    if (const auto used = lastUse(context, key))
        out.lastUsedAt = toIso(*used);
    if (key.replacedBy)
        out.replacedBy = context.publicId(*key.replacedBy);
    return out;
}

http::Response ServiceKeys::answerList(std::vector<Record> records)
{
    records::KeyList out;
    out.count = std::int64_t(records.size());
    out.keys = std::move(records);
    return answer(out);
}

Result<Draft> ServiceKeys::draft(WriteContext &act, const Create &body)
{
    const auto kind = TRY(kindFrom(body.environment));
    TRY(checkName("name", body.name));
    const auto scope = scopeFromName(body.scope.value_or("read"));
    if (!scope)
        return fail(ErrorCode::validation, "scope: expected read, write or admin").at("scope");
    store::NewApiKey key{.owner = store::PlatformOwner{}, .name = body.name};
    key.setScope(*scope);
    TRY(applyTeams(act, body, key));
    key.addresses = TRY(addressesFrom(body.addresses));
    key.expiresAt = TRY(expiryFrom(act, body.expiresAt));
    return Draft{std::move(key), kind};
}

Result<void> ServiceKeys::apply(WriteContext &act, const Update &body, store::ApiKey &key)
{
    if (body.name) {
        TRY(checkName("name", *body.name));
        key.name = *body.name;
    }
    if (body.addresses)
        key.addresses = TRY(addressesFrom(body.addresses));
    if (body.expiresAt)
        key.expiresAt = TRY(expiryFrom(act, body.expiresAt));
    return {};
}

Updates ServiceKeys::differences(const store::ApiKey &before, const store::ApiKey &after)
{
    Updates out;
    out.add("name", json::value(before.name), json::value(after.name));
    out.add("addresses", boost::json::value_from(before.addresses), boost::json::value_from(after.addresses));
    out.add("expiresAt", timeValue(before.expiresAt), timeValue(after.expiresAt));
    return out;
}

json::object ServiceKeys::summary(const Context &context, const store::ApiKey &key)
{
    json::object out;
    out["id"] = context.publicId(key.id);
    out["name"] = key.name;
    out["scope"] = scopeValue(key);
    out["lastFour"] = key.lastFour;
    if (auto ids = keys::teamIds(context, key))
        out["teamIds"] = boost::json::value_from(*ids);
    if (!key.addresses.empty())
        out["addresses"] = boost::json::value_from(key.addresses);
    if (key.expiresAt)
        out["expiresAt"] = toIso(*key.expiresAt);
    return out;
}

/// In the log of the key's team, or in the platform's.
Result<void> ServiceKeys::journal(WriteContext &act, KeyChange change, const store::ApiKey &key, json::object body)
{
    const auto owner = key.team();
    body["key"] = summary(act, key);
    if (owner)
        if (const auto team = TRY(store::teams::find(act.db(), *owner)))
            body["team"] = teamBody(act, *team);
    return act.record(eventOf(change, owner.has_value()), journal::scopeOf(owner), {}, std::move(body));
}

}  // namespace castellan::api::keys
