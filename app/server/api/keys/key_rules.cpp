// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/keys/key_rules.h"

#include "core/address.h"
#include "core/records/key.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"

#include <algorithm>

namespace castellan::api::keys {
namespace {

constexpr std::size_t addressesAtMost = 64;
constexpr std::size_t teamsAtMost = 64;
/// 9999-12-31 in ms: the latest expiry that is accepted.
constexpr std::int64_t latest = 253'402'300'799'000;
constexpr std::int64_t longestOverlapHours = 30 * 24;

TokenKind tokenKindOf(const store::ApiKey &key)
{
    if (!key.isService())
        return TokenKind::personal;
    return key.prefix == tokenPrefix(TokenKind::serviceTest) ? TokenKind::serviceTest : TokenKind::serviceLive;
}

Result<std::chrono::hours> overlapFrom(const KeyPolicy &policy, const http::Request &request)
{
    if (request.body.empty())
        return policy.rotationOverlap;
    auto body = TRY(bodyOf<records::Rotate>(request));
    const auto hours = body.overlapHours.value_or(policy.rotationOverlap.count());
    if (hours < 0 || hours > longestOverlapHours)
        return fail(ErrorCode::validation, "overlapHours: expected 0 to " + std::to_string(longestOverlapHours))
            .at("overlapHours");
    return std::chrono::hours(hours);
}

/// Whether the caller may know of the team: a member of it, or an administrator or auditor.
Result<bool> isKnown(const Context &context, const std::optional<TeamId> &team)
{
    if (!team || !TRY(store::teams::find(context.db(), *team)))
        return false;
    if (context.seesAll())
        return true;
    const auto me = context.caller->userId();
    return me && TRY(store::members::roleOf(context.db(), *team, *me)) != Role::none;
}

}  // namespace

Result<Instant> expiryFrom(const WriteContext &act, const std::optional<std::int64_t> &asked)
{
    const auto policy = act.services.policy.current()->keys;
    const auto now = act.db().now();
    if (!asked)
        return now + policy.standard;
    if (*asked <= 0 || *asked > latest)
        return fail(ErrorCode::validation, "expiresAt: expected milliseconds since 1970").at("expiresAt");
    const auto at = fromMicros(*asked * 1000);
    if (at <= now)
        return fail(ErrorCode::validation, "expiresAt: lies in the past").at("expiresAt");
    if (at > now + policy.maximum)
        return fail(ErrorCode::validation, "expiresAt: lies more than " + std::to_string(policy.maximum.count()) +
                                               " days ahead, which this server's policy doesn't allow")
            .at("expiresAt");
    return at;
}

Result<std::vector<std::string>> addressesFrom(const std::optional<std::vector<std::string>> &asked)
{
    if (!asked)
        return std::vector<std::string>();
    if (asked->size() > addressesAtMost)
        return fail(ErrorCode::validation, "addresses: expected at most " + std::to_string(addressesAtMost))
            .at("addresses");
    for (std::size_t i = 0; i < asked->size(); ++i)
        if (!addressRangeFrom(asked->at(i))) {
            const auto path = "addresses[" + std::to_string(i) + "]";
            return fail(ErrorCode::validation,
                        path + ": expected an address or a range such as 192.0.2.0/24 or 2001:db8::/32")
                .at(path);
        }
    return *asked;
}

Result<std::vector<TeamId>> teamsFrom(const Context &context, const std::vector<std::string> &ids)
{
    if (ids.empty() || ids.size() > teamsAtMost)
        return fail(ErrorCode::validation,
                    "teamIds: expected 1 to " + std::to_string(teamsAtMost) + " teams, or leave it out")
            .at("teamIds");
    std::vector<TeamId> out;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto team = context.idFrom<TeamId>(ids[i]);
        if (!TRY(isKnown(context, team))) {
            const auto path = "teamIds[" + std::to_string(i) + "]";
            return fail(ErrorCode::validation, path + ": there is no such team").at(path);
        }
        out.push_back(*team);
    }
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
}

std::optional<std::vector<std::string>> teamIds(const Context &context, const store::ApiKey &key)
{
    if (!key.limited)
        return std::nullopt;
    std::vector<std::string> out;
    for (const auto team : key.teams)
        out.push_back(context.publicId(team));
    return out;
}

std::optional<Instant> lastUse(const Context &context, const store::ApiKey &key)
{
    const auto used = context.services.credentials.lastUseOf(key.tokenHash, key.id);
    return used ? used : key.lastUsedAt;
}

Result<Made> make(WriteContext &act, store::NewApiKey key, TokenKind kind)
{
    auto token = newToken(kind, act.writer.random());
    key.tokenHash = tokenDigest(token.view());
    key.prefix = tokenPrefix(kind);
    key.lastFour = token.view().substr(token.size() - 4);
    key.createdBy = act.caller->userId();
    auto made = TRY(store::api_keys::insert(act.writer, std::move(key)));
    return Made{std::move(made), std::move(token)};
}

Result<Rotated> rotateKey(WriteContext &act, const http::Request &request, store::ApiKey old)
{
    const auto now = act.db().now();
    const auto policy = act.services.policy.current()->keys;
    auto overlap = TRY(overlapFrom(policy, request));
    if (old.replacedBy)
        return fail(ErrorCode::conflict, "This key has been replaced already; rotate the one in its place.");
    if (old.expiresAt && *old.expiresAt <= now)
        return fail(ErrorCode::conflict, "This key has ended; make another one.");
    store::NewApiKey next(old);
    next.enabled = true;
    const auto life = old.expiresAt ? *old.expiresAt - old.createdAt : Instant::duration(policy.standard);
    next.expiresAt = now + std::min<Instant::duration>(life, policy.maximum);
    auto fresh = TRY(make(act, std::move(next), tokenKindOf(old)));
    const auto before = old.expiresAt;
    old.replacedBy = fresh.key.id;
    old.expiresAt = before ? std::min(*before, now + overlap) : now + overlap;
    TRY(store::api_keys::update(act.writer, old));
    Updates updates;
    updates.add("expiresAt", timeValue(before), timeValue(old.expiresAt));
    // The cached principal would keep its old expiry; streams end at the new one.
    act.writer.afterCommit([&credentials = act.services.credentials, old, now] {
        if (*old.expiresAt <= now)
            credentials.credentialEnded(old.tokenHash);
        else
            credentials.keyChanged(old.user(), old.id);
    });
    return Rotated{std::move(fresh), std::move(old), std::move(updates)};
}

json::value timeValue(const std::optional<Instant> &at)
{
    return at ? json::value(toIso(*at)) : json::value(nullptr);
}

json::value scopeValue(const store::NewApiKey &key)
{
    return json::value(boost::json::string_view(scopeName(key.scope())));
}

}  // namespace castellan::api::keys
