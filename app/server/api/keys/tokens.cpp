// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/keys/tokens.h"

#include "core/crypto/token.h"
#include "core/records/user.h"
#include "core/try.h"
#include "server/api/keys/key_rules.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/records.h"
#include "server/api/pipeline/rules.h"
#include "server/store/tables/access_tokens.h"

#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>

namespace castellan::api::tokens {
namespace {

records::AccessToken tokenRecord(const Context &context, const store::AccessKey &token)
{
    records::AccessToken out;
    out.id = context.publicId(token.id);
    out.name = token.name;
    if (token.expiresAt)
        out.expiresAt = toIso(*token.expiresAt);
    out.scope = token.scope;
    out.readOnly = token.readOnly;
    out.adminOptIn = token.adminOptIn;
    out.createdAt = toIso(token.createdAt);
    if (const auto used = key_rules::lastUse(context, token))
        out.lastUsedAt = toIso(*used);
    out.lastFour = token.lastFour;
    out.enabled = token.enabled;
    out.teamIds = key_rules::teamIds(context, token);
    if (!token.addresses.empty())
        out.addresses = token.addresses;
    if (token.replacedBy)
        out.replacedBy = context.publicId(*token.replacedBy);
    return out;
}

json::object tokenBody(const Context &context, const store::AccessKey &token)
{
    json::object out;
    out["id"] = context.publicId(token.id);
    out["name"] = token.name;
    out["scope"] = token.scope;
    out["lastFour"] = token.lastFour;
    if (token.expiresAt)
        out["expiresAt"] = toIso(*token.expiresAt);
    return out;
}

/// The caller's own token that the path names; others' aren't there.
Result<store::AccessKey> named(const Context &context)
{
    const auto id = context.idFrom<KeyId>(context.params["tokenId"]);
    Result<std::optional<store::AccessKey>> token = std::optional<store::AccessKey>();
    if (id)
        token = store::access_keys::find(context.db(), *id);
    if (!token)
        return pass(token);
    if (!*token || (*token)->user != context.me().id)
        return fail(ErrorCode::not_found, "Not Found");
    return std::move(**token);
}

}  // namespace

Result<http::Response> list(Context &context, const http::Request &)
{
    auto rows = TRY(store::access_keys::ofUser(context.db(), context.me().id));
    records::AccessTokenList out;
    out.count = std::int64_t(rows.size());
    for (const auto &token : rows)
        out.tokens.push_back(tokenRecord(context, token));
    return answer(out);
}

namespace {

/// FlowFuse doesn't look at a token's scope, so any text passes; our own words mean what they say.
void applyScope(store::NewAccessKey &token, const records::AccessTokenCreate &body)
{
    const auto word = scopeFromName(body.scope);
    token.scope = body.scope;
    token.readOnly = body.readOnly.value_or(word == KeyScope::read);
    token.adminOptIn = body.adminOptIn.value_or(word == KeyScope::admin);
}

/// With the token itself, which no later answer shows.
http::Response answerOnce(const Context &context, const key_rules::Made &made)
{
    auto out = tokenRecord(context, made.key);
    out.token = std::string(made.token.view());
    auto response = secretAnswer(out);
    wipe(*out.token);
    return response;
}

}  // namespace

Result<http::Response> create(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::AccessTokenCreate>(request));
    TRY(checkName("name", body.name));
    store::NewAccessKey token;
    token.user = act.me().id;
    token.name = body.name;
    applyScope(token, body);
    if (token.adminOptIn && !act.isAdmin())
        return fail(ErrorCode::forbidden, "adminOptIn: only administrators have tokens that administer", "adminOptIn");
    auto expiry = TRY(key_rules::expiry(act.services.policy.current()->keys, body.expiresAt, act.db().now()));
    token.expiresAt = expiry;
    auto addresses = TRY(key_rules::addresses(body.addresses));
    token.addresses = std::move(addresses);
    if (body.teamIds) {
        auto teams = TRY(key_rules::teams(act, *body.teamIds));
        token.limited = true;
        token.teams = std::move(teams);
    }
    auto made = TRY(key_rules::make(act, std::move(token), TokenKind::personal));
    json::object record;
    record["token"] = tokenBody(act, made.key);
    TRY(act.record(Event::user_pat_created, act.me().id, act.me().id, std::move(record)));
    return answerOnce(act, made);
}

Result<http::Response> update(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::AccessTokenUpdate>(request));
    auto token = TRY(named(act));
    const auto before = token;
    if (body.name) {
        TRY(checkName("name", *body.name));
        token.name = *body.name;
    }
    token.scope = body.scope;
    auto expiry = TRY(key_rules::expiry(act.services.policy.current()->keys, body.expiresAt, act.db().now()));
    token.expiresAt = expiry;
    if (body.addresses) {
        auto addresses = TRY(key_rules::addresses(body.addresses));
        token.addresses = std::move(addresses);
    }
    TRY(store::access_keys::update(act.writer, token));
    Updates updates;
    updates.add("name", json::value(before.name), json::value(token.name));
    updates.add("scope", json::value(before.scope), json::value(token.scope));
    updates.add("expiresAt", before.expiresAt ? json::value(toIso(*before.expiresAt)) : json::value(nullptr),
                json::value(toIso(*token.expiresAt)));
    updates.add("addresses", boost::json::value_from(before.addresses), boost::json::value_from(token.addresses));
    json::object record;
    record["token"] = tokenBody(act, token);
    record["updates"] = updates.take();
    TRY(act.record(Event::user_pat_updated, act.me().id, act.me().id, std::move(record)));
    act.writer.afterCommit(
        [&credentials = act.services.credentials, id = act.me().id] { credentials.userChanged(id); });
    return answer(tokenRecord(act, token));
}

Result<http::Response> rotate(WriteContext &act, const http::Request &request)
{
    auto old = TRY(named(act));
    auto rotated = TRY(key_rules::rotate(act, request, std::move(old)));
    json::object record;
    record["token"] = tokenBody(act, rotated.old);
    record["replacement"] = tokenBody(act, rotated.fresh.key);
    record["updates"] = rotated.updates.take();
    TRY(act.record(Event::user_pat_rotated, act.me().id, act.me().id, std::move(record)));
    return answerOnce(act, rotated.fresh);
}

namespace {

Result<http::Response> switchTo(WriteContext &act, bool enabled)
{
    auto token = TRY(named(act));
    auto updates = TRY(key_rules::setEnabled(act.writer, token, enabled));
    if (updates.empty()) {
        act.nothingChanged();
        return answer(tokenRecord(act, token));
    }
    json::object record;
    record["token"] = tokenBody(act, token);
    record["updates"] = updates.take();
    TRY(act.record(Event::user_pat_updated, act.me().id, act.me().id, std::move(record)));
    act.writer.afterCommit([&credentials = act.services.credentials, digest = token.tokenHash, enabled] {
        if (!enabled)
            credentials.credentialEnded(digest);
    });
    return answer(tokenRecord(act, token));
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

Result<std::optional<Revocation>> revokeUse(Context &context, const http::Request &)
{
    auto token = TRY(named(context));
    token.enabled = false;
    return Revocation{token.tokenHash, answer(tokenRecord(context, token))};
}

Result<http::Response> remove(WriteContext &act, const http::Request &)
{
    auto token = TRY(named(act));
    TRY(store::access_keys::remove(act.writer, token.id));
    json::object record;
    record["token"] = tokenBody(act, token);
    TRY(act.record(Event::user_pat_deleted, act.me().id, act.me().id, std::move(record)));
    act.writer.afterCommit(
        [&credentials = act.services.credentials, digest = token.tokenHash] { credentials.credentialEnded(digest); });
    return empty(204);
}

Result<std::optional<Revocation>> revoke(Context &context, const http::Request &)
{
    auto token = TRY(named(context));
    return Revocation{token.tokenHash, okay()};
}

}  // namespace castellan::api::tokens
