// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/token.h"
#include "core/policy.h"
#include "server/api/pipeline/records.h"
#include "server/api/pipeline/route.h"
#include "server/store/tables/api_keys.h"

/// Rules that all API keys follow, personal tokens and service keys alike.
namespace castellan::api::keys {

/// From ms since 1970. ErrorCode::validation for a moment in the past, or beyond the policy's maximum.
[[nodiscard]] Result<Instant> expiryFrom(const WriteContext &act, const std::optional<std::int64_t> &asked);

/// ErrorCode::validation naming the entry that is no address or range, or the list if it is too long.
[[nodiscard]] Result<std::vector<std::string>> addressesFrom(const std::optional<std::vector<std::string>> &asked);

/// The teams that `teamIds` names. ErrorCode::validation for one that isn't there or that the caller may not know of:
/// both look the same to the caller.
[[nodiscard]] Result<std::vector<TeamId>> teamsFrom(const Context &context, const std::vector<std::string> &ids);

/// The limit to teams as the record shows it; nothing for a key without one.
[[nodiscard]] std::optional<std::vector<std::string>> teamIds(const Context &context, const store::ApiKey &key);

/// The last use, including one that is not stored yet.
[[nodiscard]] std::optional<Instant> lastUse(const Context &context, const store::ApiKey &key);

/// Stores a new key, and gives back the token that is shown once.
struct Made {
    store::ApiKey key;
    Secret token;
};
[[nodiscard]] Result<Made> make(WriteContext &act, store::NewApiKey key, TokenKind kind);

/// Replaces `old` by a new key. The old one stays valid for a grace period, which the request or the policy sets; the
/// new one gets the lifetime that the old one had. ErrorCode::conflict if the old one was replaced already, or has
/// expired.
struct Rotated {
    Made fresh;
    store::ApiKey old;
    Updates updates;  ///< of the old one
};
[[nodiscard]] Result<Rotated> rotateKey(WriteContext &act, const http::Request &request, store::ApiKey old);

// Values in a journal entry.
/// Null for no time.
[[nodiscard]] json::value timeValue(const std::optional<Instant> &at);
[[nodiscard]] json::value scopeValue(const store::NewApiKey &key);

}  // namespace castellan::api::keys
