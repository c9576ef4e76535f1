// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/keys/keys.h"

#include "core/records/key.h"
#include "core/role.h"
#include "core/try.h"
#include "server/api/keys/key_rules.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/rules.h"

#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>

namespace castellan::api::keys {
namespace {

std::string_view environmentOf(const store::AccessKey &key)
{
    return key.prefix == tokenPrefix(TokenKind::serviceTest) ? "test" : "live";
}

Result<records::Key> keyRecord(Context &context, const store::AccessKey &key)
{
    records::Key out;
    out.id = context.publicId(key.id);
    out.name = key.name;
    out.scope = key.scope;
    if (key.team)
        out.teamId = context.publicId(*key.team);
    out.teamIds = key_rules::teamIds(context, key);
    out.addresses = key.addresses;
    out.prefix = key.prefix;
    out.lastFour = key.lastFour;
    out.environment = environmentOf(key);
    out.enabled = key.enabled;
    out.createdAt = toIso(key.createdAt);
    if (key.createdBy) {
        auto by = TRY(store::users::find(context.db(), *key.createdBy));
        if (by)
            out.createdBy = by->username;
    }
    if (key.expiresAt)
        out.expiresAt = toIso(*key.expiresAt);
    if (const auto used = key_rules::lastUse(context, key))
        out.lastUsedAt = toIso(*used);
    if (key.replacedBy)
        out.replacedBy = context.publicId(*key.replacedBy);
    return out;
}

json::object keyBody(const Context &context, const store::AccessKey &key)
{
    json::object out;
    out["id"] = context.publicId(key.id);
    out["name"] = key.name;
    out["scope"] = key.scope;
    out["lastFour"] = key.lastFour;
    if (auto ids = key_rules::teamIds(context, key))
        out["teamIds"] = boost::json::value_from(*ids);
    if (!key.addresses.empty())
        out["addresses"] = boost::json::value_from(key.addresses);
    if (key.expiresAt)
        out["expiresAt"] = toIso(*key.expiresAt);
    return out;
}

/// The service key that the path names; another team's isn't there, nor is a personal token.
Result<store::AccessKey> named(const Context &context)
{
    const auto id = context.idFrom<KeyId>(context.params["keyId"]);
    Result<std::optional<store::AccessKey>> key = std::optional<store::AccessKey>();
    if (id)
        key = store::access_keys::find(context.db(), *id);
    if (!key)
        return pass(key);
    const bool there = *key && (*key)->isService() && (!context.team || (*key)->team == context.team->id);
    if (!there)
        return fail(ErrorCode::not_found, "Not Found");
    return std::move(**key);
}

enum class What : std::uint8_t { created, updated, rotated, deleted };

Event eventOf(What what, bool ofTeam)
{
    switch (what) {
    case What::created:
        return ofTeam ? Event::team_key_created : Event::platform_key_created;
    case What::updated:
        return ofTeam ? Event::team_key_updated : Event::platform_key_updated;
    case What::rotated:
        return ofTeam ? Event::team_key_rotated : Event::platform_key_rotated;
    case What::deleted:
        return ofTeam ? Event::team_key_deleted : Event::platform_key_deleted;
    }
    return Event::platform_key_updated;
}

/// In the log of the team whose key it is, else in the platform's.
Result<void> record(WriteContext &act, What what, const store::AccessKey &key, json::object body)
{
    body["key"] = keyBody(act, key);
    if (key.team) {
        auto team = TRY(store::teams::find(act.db(), *key.team));
        if (team)
            body["team"] = teamBody(act, *team);
    }
    return act.record(eventOf(what, key.team.has_value()), journal::scopeOf(key.team), {}, std::move(body));
}

Result<http::Response> answerOnce(WriteContext &act, const key_rules::Made &made)
{
    auto out = TRY(keyRecord(act, made.key));
    out.token = std::string(made.token.view());
    auto response = secretAnswer(out);
    wipe(*out.token);
    return response;
}

Result<http::Response> answerKey(Context &context, const store::AccessKey &key)
{
    auto out = TRY(keyRecord(context, key));
    return answer(out);
}

/// Which teams the new key reaches: a team's its own, the platform's as asked.
Result<void> applyTeams(const WriteContext &act, const records::KeyCreate &body, store::NewAccessKey &key)
{
    if (act.team) {
        if (body.teamIds)
            return fail(ErrorCode::validation, "teamIds: a team's key reaches that team; leave it out", "teamIds");
        key.team = act.team->id;
        key.limited = true;
        key.teams = {act.team->id};
        return {};
    }
    if (!body.teamIds)
        return {};
    auto teams = TRY(key_rules::teams(act, *body.teamIds));
    key.limited = true;
    key.teams = std::move(teams);
    return {};
}

Result<TokenKind> kindFrom(const std::optional<std::string> &environment)
{
    if (!environment || *environment == "live")
        return TokenKind::serviceLive;
    if (*environment == "test")
        return TokenKind::serviceTest;
    return fail(ErrorCode::validation, "environment: expected live or test", "environment");
}

Result<store::NewAccessKey> keyFrom(const WriteContext &act, const records::KeyCreate &body)
{
    TRY(checkName("name", body.name));
    const auto scope = scopeFromName(body.scope.value_or("read"));
    if (!scope)
        return fail(ErrorCode::validation, "scope: expected read, write or admin", "scope");
    store::NewAccessKey key;
    key.name = body.name;
    key.scope = scopeName(*scope);
    key.readOnly = *scope == KeyScope::read;
    key.adminOptIn = *scope == KeyScope::admin;
    TRY(applyTeams(act, body, key));
    auto addresses = TRY(key_rules::addresses(body.addresses));
    key.addresses = std::move(addresses);
    auto expiry = TRY(key_rules::expiry(act.services.policy.current()->keys, body.expiresAt, act.writer.now()));
    key.expiresAt = expiry;
    return key;
}

}  // namespace

Result<http::Response> list(Context &context, const http::Request &)
{
    auto rows = TRY(context.team ? store::access_keys::ofTeam(context.db(), context.team->id)
                                 : store::access_keys::allServices(context.db()));
    records::KeyList out;
    out.count = std::int64_t(rows.size());
    for (const auto &key : rows) {
        auto record = TRY(keyRecord(context, key));
        out.keys.push_back(std::move(record));
    }
    return answer(out);
}

Result<http::Response> create(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::KeyCreate>(request));
    auto kind = TRY(kindFrom(body.environment));
    auto key = TRY(keyFrom(act, body));
    auto made = TRY(key_rules::make(act, std::move(key), kind));
    TRY(record(act, What::created, made.key, {}));
    return answerOnce(act, made);
}

Result<http::Response> update(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::KeyUpdate>(request));
    auto key = TRY(named(act));
    const auto before = key;
    if (body.name) {
        TRY(checkName("name", *body.name));
        key.name = *body.name;
    }
    if (body.addresses) {
        auto addresses = TRY(key_rules::addresses(body.addresses));
        key.addresses = std::move(addresses);
    }
    if (body.expiresAt) {
        auto expiry = TRY(key_rules::expiry(act.services.policy.current()->keys, body.expiresAt, act.db().now()));
        key.expiresAt = expiry;
    }
    Updates updates;
    updates.add("name", json::value(before.name), json::value(key.name));
    updates.add("addresses", boost::json::value_from(before.addresses), boost::json::value_from(key.addresses));
    const auto instant = [](const std::optional<Instant> &at) { return at ? json::value(toIso(*at)) : json::value(); };
    updates.add("expiresAt", instant(before.expiresAt), instant(key.expiresAt));
    if (updates.empty()) {
        act.nothingChanged();
        return answerKey(act, key);
    }
    TRY(store::access_keys::update(act.writer, key));
    json::object entry;
    entry["updates"] = updates.take();
    TRY(record(act, What::updated, key, std::move(entry)));
    act.writer.afterCommit(
        [&credentials = act.services.credentials, id = key.id] { credentials.keyChanged(std::nullopt, id); });
    return answerKey(act, key);
}

Result<http::Response> rotate(WriteContext &act, const http::Request &request)
{
    auto old = TRY(named(act));
    auto rotated = TRY(key_rules::rotate(act, request, std::move(old)));
    json::object entry;
    entry["replacement"] = keyBody(act, rotated.fresh.key);
    entry["updates"] = rotated.updates.take();
    TRY(record(act, What::rotated, rotated.old, std::move(entry)));
    return answerOnce(act, rotated.fresh);
}

namespace {

Result<http::Response> switchTo(WriteContext &act, bool enabled)
{
    auto key = TRY(named(act));
    auto updates = TRY(key_rules::setEnabled(act.writer, key, enabled));
    if (updates.empty()) {
        act.nothingChanged();
        return answerKey(act, key);
    }
    json::object entry;
    entry["updates"] = updates.take();
    TRY(record(act, What::updated, key, std::move(entry)));
    if (!enabled)
        act.writer.afterCommit(
            [&credentials = act.services.credentials, digest = key.tokenHash] { credentials.credentialEnded(digest); });
    return answerKey(act, key);
}

}  // namespace

Result<http::Response> enable(WriteContext &act, const http::Request &)
{
    return switchTo(act, true);
}

Result<http::Response> disable(WriteContext &act, const http::Request &)
{
    return switchTo(act, false);
}

Result<http::Response> remove(WriteContext &act, const http::Request &)
{
    auto key = TRY(named(act));
    TRY(store::access_keys::remove(act.writer, key.id));
    TRY(record(act, What::deleted, key, {}));
    act.writer.afterCommit(
        [&credentials = act.services.credentials, digest = key.tokenHash] { credentials.credentialEnded(digest); });
    return empty(204);
}

Result<std::optional<Revocation>> revoke(Context &context, const http::Request &)
{
    auto key = TRY(named(context));
    return Revocation{key.tokenHash, okay()};
}

Result<std::optional<Revocation>> revokeUse(Context &context, const http::Request &)
{
    auto key = TRY(named(context));
    key.enabled = false;
    auto response = TRY(answerKey(context, key));
    return Revocation{key.tokenHash, std::move(response)};
}

}  // namespace castellan::api::keys
