// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/keys/key_rules.h"

#include "core/address.h"
#include "core/records/key.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"

#include <algorithm>

namespace castellan::api::key_rules {
namespace {

constexpr std::size_t addressesAtMost = 64;
constexpr std::size_t teamsAtMost = 64;
/// 9999-12-31, in ms: what fits no date is a mistake.
constexpr std::int64_t latest = 253'402'300'799'000;
constexpr std::int64_t longestOverlapHours = 30 * 24;

TokenKind kindOf(const store::NewAccessKey &key)
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
        return fail(ErrorCode::validation, "overlapHours: expected 0 to " + std::to_string(longestOverlapHours),
                    "overlapHours");
    return std::chrono::hours(hours);
}

}  // namespace

Result<Instant> expiry(const KeyPolicy &policy, const std::optional<std::int64_t> &asked, Instant now)
{
    if (!asked)
        return now + policy.standard;
    if (*asked <= 0 || *asked > latest)
        return fail(ErrorCode::validation, "expiresAt: expected milliseconds since 1970", "expiresAt");
    const auto at = fromMicros(*asked * 1000);
    if (at <= now)
        return fail(ErrorCode::validation, "expiresAt: lies in the past", "expiresAt");
    if (at > now + policy.maximum)
        return fail(ErrorCode::validation,
                    "expiresAt: lies more than " + std::to_string(policy.maximum.count()) +
                        " days ahead, which this server's policy doesn't allow",
                    "expiresAt");
    return at;
}

Result<std::vector<std::string>> addresses(const std::optional<std::vector<std::string>> &asked)
{
    if (!asked)
        return std::vector<std::string>();
    if (asked->size() > addressesAtMost)
        return fail(ErrorCode::validation, "addresses: expected at most " + std::to_string(addressesAtMost),
                    "addresses");
    for (std::size_t i = 0; i < asked->size(); ++i)
        if (!addressRangeFrom(asked->at(i))) {
            const auto path = "addresses[" + std::to_string(i) + "]";
            return fail(ErrorCode::validation,
                        path + ": expected an address or a range such as 192.0.2.0/24 or 2001:db8::/32", path);
        }
    return *asked;
}

Result<std::vector<TeamId>> teams(const Context &context, const std::vector<std::string> &ids)
{
    if (ids.empty() || ids.size() > teamsAtMost)
        return fail(ErrorCode::validation,
                    "teamIds: expected 1 to " + std::to_string(teamsAtMost) + " teams, or leave it out", "teamIds");
    std::vector<TeamId> out;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto path = "teamIds[" + std::to_string(i) + "]";
        const auto number = context.idFrom<TeamId>(ids[i]);
        Result<std::optional<store::Team>> team = std::optional<store::Team>();
        if (number)
            team = store::teams::find(context.db(), *number);
        if (!team)
            return pass(team);
        auto role = Role::none;
        const auto me = context.caller->userId();
        if (*team && me)
            role = TRY(store::members::roleOf(context.db(), *number, *me));
        if (!*team || (role == Role::none && !context.seesAll()))
            return fail(ErrorCode::validation, path + ": there is no such team", path);
        out.push_back(*number);
    }
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
}

std::optional<std::vector<std::string>> teamIds(const Context &context, const store::AccessKey &key)
{
    if (!key.limited)
        return std::nullopt;
    std::vector<std::string> out;
    for (const auto team : key.teams)
        out.push_back(context.publicId(team));
    return out;
}

std::optional<Instant> lastUse(const Context &context, const store::AccessKey &key)
{
    const auto used = context.services.credentials.lastUseOf(key.tokenHash, key.id);
    return used ? used : key.lastUsedAt;
}

Result<Made> make(WriteContext &act, store::NewAccessKey key, TokenKind kind)
{
    auto token = newToken(kind, act.writer.random());
    key.tokenHash = tokenDigest(token.view());
    key.prefix = tokenPrefix(kind);
    key.lastFour = token.view().substr(token.size() - 4);
    key.createdBy = act.caller->userId();
    auto made = TRY(store::access_keys::insert(act.writer, std::move(key)));
    return Made{std::move(made), std::move(token)};
}

Result<Updates> setEnabled(store::Writer &writer, store::AccessKey &key, bool enabled)
{
    Updates updates;
    updates.add("enabled", key.enabled, enabled);
    if (updates.empty())
        return updates;
    key.enabled = enabled;
    TRY(store::access_keys::update(writer, key));
    return updates;
}

Result<Rotated> rotate(WriteContext &act, const http::Request &request, store::AccessKey old)
{
    const auto now = act.db().now();
    auto overlap = TRY(overlapFrom(act.services.policy.current()->keys, request));
    if (old.replacedBy)
        return fail(ErrorCode::conflict, "This key has been replaced already; rotate the one in its place.");
    if (old.expiresAt && *old.expiresAt <= now)
        return fail(ErrorCode::conflict, "This key has ended; make another one.");
    store::NewAccessKey next(old);
    next.enabled = true;
    const auto life = old.expiresAt ? *old.expiresAt - old.createdAt
                                    : Instant::duration(act.services.policy.current()->keys.standard);
    next.expiresAt = now + std::min<Instant::duration>(life, act.services.policy.current()->keys.maximum);
    auto fresh = TRY(make(act, std::move(next), kindOf(old)));
    const auto before = old.expiresAt;
    old.replacedBy = fresh.key.id;
    old.expiresAt = before ? std::min(*before, now + overlap) : now + overlap;
    TRY(store::access_keys::update(act.writer, old));
    Updates updates;
    updates.add("expiresAt", before ? json::value(toIso(*before)) : json::value(nullptr),
                json::value(toIso(*old.expiresAt)));
    // The cached one would live on to its old end; streams are told when the new end comes.
    act.writer.afterCommit([&credentials = act.services.credentials, old, now] {
        if (*old.expiresAt <= now)
            credentials.credentialEnded(old.tokenHash);
        else
            credentials.keyChanged(old.user, old.id);
    });
    return Rotated{std::move(fresh), std::move(old), std::move(updates)};
}

}  // namespace castellan::api::key_rules
