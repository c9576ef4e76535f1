// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/tokens.h"

#include "core/crypto/token.h"
#include "core/wire/user.h"
#include "server/api/answer.h"
#include "server/api/records.h"
#include "server/api/rules.h"
#include "server/store/access_tokens.h"

#include <boost/json/object.hpp>

namespace castellan::api::tokens {
namespace {

constexpr std::chrono::days defaultLife{90};

wire::AccessToken tokenRecord(const Context &context, const store::AccessToken &token)
{
    wire::AccessToken out;
    out.id = context.publicId(store::IdKind::accessToken, token.id);
    out.name = token.name;
    if (token.expiresAt)
        out.expiresAt = toIso(*token.expiresAt);
    out.scope = token.scope;
    out.readOnly = token.readOnly;
    out.adminOptIn = token.adminOptIn;
    out.createdAt = toIso(token.createdAt);
    if (token.lastUsedAt)
        out.lastUsedAt = toIso(*token.lastUsedAt);
    out.lastFour = token.lastFour;
    return out;
}

json::object tokenBody(const Context &context, const store::AccessToken &token)
{
    json::object out;
    out["id"] = context.publicId(store::IdKind::accessToken, token.id);
    out["name"] = token.name;
    out["scope"] = token.scope;
    if (token.expiresAt)
        out["expiresAt"] = toIso(*token.expiresAt);
    return out;
}

Result<Instant> expiryFrom(const std::optional<std::int64_t> &asked, Instant now)
{
    if (!asked)
        return now + defaultLife;
    // 9999-12-31, in ms: what fits no date is a mistake.
    constexpr std::int64_t latest = 253'402'300'799'000;
    if (*asked <= 0 || *asked > latest)
        return fail(ErrorCode::validation, "expiresAt: expected milliseconds since 1970", "expiresAt");
    const auto at = fromMicros(*asked * 1000);
    if (at <= now)
        return fail(ErrorCode::validation, "expiresAt: lies in the past", "expiresAt");
    return at;
}

/// The caller's own token that the path names; others' aren't there.
Result<store::AccessToken> named(const Context &context)
{
    const auto id = context.number(store::IdKind::accessToken, context.params["tokenId"]);
    Result<std::optional<store::AccessToken>> token = std::optional<store::AccessToken>();
    if (id)
        token = store::access_tokens::find(context.db(), *id);
    if (!token)
        return pass(token);
    if (!*token || (*token)->user != context.me().id)
        return fail(ErrorCode::not_found, "Not Found");
    return std::move(**token);
}

}  // namespace

Result<http::Response> list(Context &context, const http::Request &)
{
    auto rows = store::access_tokens::ofUser(context.db(), context.me().id);
    if (!rows)
        return pass(rows);
    wire::AccessTokenList out;
    out.count = std::int64_t(rows->size());
    for (const auto &token : *rows)
        out.tokens.push_back(tokenRecord(context, token));
    return answer(out);
}

Result<http::Response> create(Act &act, const http::Request &request)
{
    auto body = bodyOf<wire::AccessTokenCreate>(request);
    if (!body)
        return pass(body);
    if (auto ok = checkName("name", body->name); !ok)
        return pass(ok);
    if (body->adminOptIn.value_or(false) && !act.isAdmin())
        return fail(ErrorCode::forbidden, "adminOptIn: only administrators have tokens that administer", "adminOptIn");
    auto expiry = expiryFrom(body->expiresAt, act.db().now());
    if (!expiry)
        return pass(expiry);
    const auto secret = newToken(TokenKind::personal, act.writer.random());
    store::AccessToken token;
    token.user = act.me().id;
    token.name = body->name;
    token.tokenHash = tokenDigest(secret.view());
    token.prefix = tokenPrefix(TokenKind::personal);
    token.lastFour = secret.view().substr(secret.size() - 4);
    token.scope = body->scope;
    token.readOnly = body->readOnly.value_or(false);
    token.adminOptIn = body->adminOptIn.value_or(false);
    token.createdAt = act.db().now();
    token.expiresAt = *expiry;
    auto made = store::access_tokens::insert(act.writer, std::move(token));
    if (!made)
        return pass(made);
    json::object record;
    record["token"] = tokenBody(act, *made);
    if (auto ok = act.record(Event::user_pat_created, act.me().id, act.me().id, std::move(record)); !ok)
        return pass(ok);
    auto out = tokenRecord(act, *made);
    out.token = std::string(secret.view());
    auto response = secretAnswer(out);
    wipe(*out.token);
    return response;
}

Result<http::Response> update(Act &act, const http::Request &request)
{
    auto body = bodyOf<wire::AccessTokenUpdate>(request);
    if (!body)
        return pass(body);
    auto token = named(act);
    if (!token)
        return pass(token);
    const auto before = *token;
    if (body->name) {
        if (auto ok = checkName("name", *body->name); !ok)
            return pass(ok);
        token->name = *body->name;
    }
    token->scope = body->scope;
    auto expiry = expiryFrom(body->expiresAt, act.db().now());
    if (!expiry)
        return pass(expiry);
    token->expiresAt = *expiry;
    if (auto ok = store::access_tokens::update(act.writer, *token); !ok)
        return pass(ok);
    Updates updates;
    updates.add("name", json::value(before.name), json::value(token->name));
    updates.add("scope", json::value(before.scope), json::value(token->scope));
    updates.add("expiresAt", before.expiresAt ? json::value(toIso(*before.expiresAt)) : json::value(nullptr),
                json::value(toIso(*token->expiresAt)));
    json::object record;
    record["token"] = tokenBody(act, *token);
    record["updates"] = updates.take();
    if (auto ok = act.record(Event::user_pat_updated, act.me().id, act.me().id, std::move(record)); !ok)
        return pass(ok);
    act.writer.afterCommit([&sessions = act.services.sessions, id = act.me().id] { sessions.userChanged(id); });
    return answer(tokenRecord(act, *token));
}

Result<http::Response> remove(Act &act, const http::Request &)
{
    auto token = named(act);
    if (!token)
        return pass(token);
    if (auto gone = store::access_tokens::remove(act.writer, token->id); !gone)
        return pass(gone);
    json::object record;
    record["token"] = tokenBody(act, *token);
    if (auto ok = act.record(Event::user_pat_deleted, act.me().id, act.me().id, std::move(record)); !ok)
        return pass(ok);
    act.writer.afterCommit(
        [&sessions = act.services.sessions, digest = token->tokenHash] { sessions.credentialEnded(digest); });
    return empty(204);
}

Result<std::optional<Withdrawal>> withdraw(Context &context, const http::Request &)
{
    auto token = named(context);
    if (!token)
        return pass(token);
    return Withdrawal{token->tokenHash, okay()};
}

}  // namespace castellan::api::tokens
