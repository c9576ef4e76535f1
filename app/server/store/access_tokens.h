// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/digest.h"
#include "server/store/store.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace castellan::store {

/// A personal access token; the token itself is never stored, only its SHA-256 and its last four characters.
struct AccessToken {
    std::int64_t id = 0;
    std::int64_t user = 0;
    std::string name;
    Digest tokenHash{};
    std::string prefix;  ///< kind, e.g. "ffpat"
    std::string lastFour;
    std::string scope;  ///< as the request said; not evaluated
    bool readOnly = false;
    bool adminOptIn = false;
    Instant createdAt{};
    std::optional<Instant> expiresAt;
    std::optional<Instant> lastUsedAt;
};

namespace access_tokens {

[[nodiscard]] Result<AccessToken> insert(Writer &writer, AccessToken token);
/// Name, scope, readOnly, adminOptIn, expiresAt.
[[nodiscard]] Result<void> update(Writer &writer, const AccessToken &token);
[[nodiscard]] Result<bool> remove(Writer &writer, std::int64_t id);
[[nodiscard]] Result<std::int64_t> removeOfUser(Writer &writer, std::int64_t user);
/// Ends all that have not ended yet; how many.
[[nodiscard]] Result<std::int64_t> expireAll(Writer &writer);
/// Expired ones too: who calls looks at expiresAt.
[[nodiscard]] Result<std::optional<AccessToken>> findByToken(Reader &reader, const Digest &tokenHash);
[[nodiscard]] Result<std::optional<AccessToken>> find(Reader &reader, std::int64_t id);
[[nodiscard]] Result<std::vector<AccessToken>> ofUser(Reader &reader, std::int64_t user);

struct TokenUse {
    std::int64_t id = 0;
    Instant at;
};
[[nodiscard]] Result<void> flushUses(Writer &writer, std::span<const TokenUse> uses);

}  // namespace access_tokens
}  // namespace castellan::store
