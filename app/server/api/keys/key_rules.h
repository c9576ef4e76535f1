// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/token.h"
#include "core/policy.h"
#include "server/api/pipeline/records.h"
#include "server/api/pipeline/route.h"
#include "server/store/tables/access_tokens.h"

/// What personal tokens and service keys share.
namespace castellan::api::key_rules {

/// From ms since 1970. ErrorCode::validation for what lies in the past, or beyond the policy's maximum.
[[nodiscard]] Result<Instant> expiry(const KeyPolicy &policy, const std::optional<std::int64_t> &asked, Instant now);

/// ErrorCode::validation naming the entry that is no address or range, or the list if it is too long.
[[nodiscard]] Result<std::vector<std::string>> addresses(const std::optional<std::vector<std::string>> &asked);

/// Numbers of the teams that `teamIds` names. ErrorCode::validation for one that isn't there or that the caller may not
/// know of: both look the same to the caller.
[[nodiscard]] Result<std::vector<TeamId>> teams(const Context &context, const std::vector<std::string> &ids);

/// The part of a store's row that shows which teams: nothing if it isn't limited.
[[nodiscard]] std::optional<std::vector<std::string>> teamIds(const Context &context, const store::AccessKey &key);

/// When it was used last, as it is at this moment.
[[nodiscard]] std::optional<Instant> lastUse(const Context &context, const store::AccessKey &key);

/// Stores a new key made from `key` and gives back what is shown once.
struct Made {
    store::AccessKey key;
    Secret token;
};
[[nodiscard]] Result<Made> make(WriteContext &act, store::NewAccessKey key, TokenKind kind);

/// Lets `key` be taken, or no longer; what changed, which is nothing if it was so already.
[[nodiscard]] Result<Updates> setEnabled(store::Writer &writer, store::AccessKey &key, bool enabled);

/// Puts a new key in the place of `old`, which is taken for a while yet: for as long as the request says, or the
/// policy. The new one lives as long as the old one did from its beginning. ErrorCode::conflict if it was replaced
/// already, or has ended.
struct Rotated {
    Made fresh;
    store::AccessKey old;
    Updates updates;  ///< of the old one
};
[[nodiscard]] Result<Rotated> rotate(WriteContext &act, const http::Request &request, store::AccessKey old);

}  // namespace castellan::api::key_rules
