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

/// Nothing for an empty scope, which FlowFuse's clients send. Any other word would be taken for a right that it isn't.
Result<std::optional<KeyScope>> scopeIn(std::string_view word)
{
    if (word.empty())
        return std::optional<KeyScope>();
    const auto scope = scopeFromName(word);
    if (!scope)
        return fail(ErrorCode::validation, "scope: expected read, write or admin, or \"\"").at("scope");
    return scope;
}

/// One right: the scope's word, or without one FlowFuse's two flags. Both only if they say the same.
Result<void> applyScope(store::NewApiKey &token, const records::AccessTokenCreate &body)
{
    const auto scope = TRY(scopeIn(body.scope));
    if (!scope) {
        token.readOnly = body.readOnly.value_or(false);
        token.adminOptIn = body.adminOptIn.value_or(false);
        return {};
    }
    token.setScope(*scope);
    const auto contradicts = [](const char *member) {
        return fail(ErrorCode::validation, std::string(member) + ": contradicts the scope; leave it out").at(member);
    };
    if (body.readOnly && *body.readOnly != token.readOnly)
        return contradicts("readOnly");
    if (body.adminOptIn && *body.adminOptIn != token.adminOptIn)
        return contradicts("adminOptIn");
    return {};
}

Result<void> checkAdminOptIn(const Context &context, const store::NewApiKey &token)
{
    if (token.adminOptIn && !context.isAdmin())
        return fail(ErrorCode::forbidden, "adminOptIn: only administrators have tokens that administer")
            .at("adminOptIn");
    return {};
}

Event eventOf(KeyChange change)
{
    switch (change) {
    case KeyChange::created:
        return Event::user_pat_created;
    case KeyChange::updated:
        return Event::user_pat_updated;
    case KeyChange::rotated:
        return Event::user_pat_rotated;
    case KeyChange::deleted:
        return Event::user_pat_deleted;
    }
    return Event::user_pat_updated;
}

}  // namespace

Result<std::vector<store::ApiKey>> PersonalTokens::all(Context &context)
{
    return store::api_keys::ofUser(context.db(), context.me().id);
}

bool PersonalTokens::reaches(const Context &context, const store::ApiKey &key)
{
    return key.owner == store::KeyOwner(context.me().id);
}

Result<records::AccessToken> PersonalTokens::record(Context &context, const store::ApiKey &token)
{
    records::AccessToken out;
    out.id = context.publicId(token.id);
    out.name = token.name;
    if (token.expiresAt)
        out.expiresAt = toIso(*token.expiresAt);
    out.scope = scopeName(token.scope());
    out.readOnly = token.readOnly;
    out.adminOptIn = token.adminOptIn;
    out.createdAt = toIso(token.createdAt);
    if (const auto used = lastUse(context, token))
        out.lastUsedAt = toIso(*used);
    out.lastFour = token.lastFour;
    out.enabled = token.enabled;
    out.teamIds = keys::teamIds(context, token);
    if (!token.addresses.empty())
        out.addresses = token.addresses;
    if (token.replacedBy)
        out.replacedBy = context.publicId(*token.replacedBy);
    return out;
}

http::Response PersonalTokens::answerList(std::vector<Record> records)
{
    records::AccessTokenList out;
    out.count = std::int64_t(records.size());
    out.tokens = std::move(records);
    return answer(out);
}

Result<Draft> PersonalTokens::draft(WriteContext &act, const Create &body)
{
    TRY(checkName("name", body.name));
    store::NewApiKey token{.owner = act.me().id, .name = body.name};
    TRY(applyScope(token, body));
    TRY(checkAdminOptIn(act, token));
    token.expiresAt = TRY(expiryFrom(act, body.expiresAt));
    token.addresses = TRY(addressesFrom(body.addresses));
    if (body.teamIds) {
        token.teams = TRY(teamsFrom(act, *body.teamIds));
        token.limited = true;
    }
    return Draft{std::move(token), TokenKind::personal};
}

Result<void> PersonalTokens::apply(WriteContext &act, const Update &body, store::ApiKey &token)
{
    if (body.name) {
        TRY(checkName("name", *body.name));
        token.name = *body.name;
    }
    if (const auto scope = TRY(scopeIn(body.scope)); scope && *scope != token.scope()) {
        token.setScope(*scope);
        TRY(checkAdminOptIn(act, token));
    }
    if (body.expiresAt)
        token.expiresAt = TRY(expiryFrom(act, body.expiresAt));
    if (body.addresses)
        token.addresses = TRY(addressesFrom(body.addresses));
    return {};
}

Updates PersonalTokens::differences(const store::ApiKey &before, const store::ApiKey &after)
{
    Updates out;
    out.add("name", json::value(before.name), json::value(after.name));
    out.add("scope", scopeValue(before), scopeValue(after));
    out.add("expiresAt", timeValue(before.expiresAt), timeValue(after.expiresAt));
    out.add("addresses", boost::json::value_from(before.addresses), boost::json::value_from(after.addresses));
    return out;
}

json::object PersonalTokens::summary(const Context &context, const store::ApiKey &token)
{
    json::object out;
    out["id"] = context.publicId(token.id);
    out["name"] = token.name;
    out["scope"] = scopeValue(token);
    out["lastFour"] = token.lastFour;
    if (token.expiresAt)
        out["expiresAt"] = toIso(*token.expiresAt);
    return out;
}

Result<void> PersonalTokens::journal(WriteContext &act, KeyChange change, const store::ApiKey &token, json::object body)
{
    json::object out;
    out["token"] = summary(act, token);
    for (auto &[name, value] : body)
        out[name] = std::move(value);
    return act.recordOf(act.me().id, eventOf(change), std::move(out));
}

}  // namespace castellan::api::keys
