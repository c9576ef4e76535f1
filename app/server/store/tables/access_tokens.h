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

/// A personal token (`user`), or a service key of a team (`team`) or of the platform (neither). What is shown once is
/// never stored, only its SHA-256 and its last four characters.
struct AccessKey {
    std::int64_t id = 0;
    std::int64_t user = 0;  ///< to whom a personal token belongs; 0: a service key
    std::int64_t team = 0;  ///< to which a service key belongs; 0: the platform
    std::string name;
    Digest tokenHash{};
    std::string prefix;  ///< kind, e.g. "ffpat", "cas_live"
    std::string lastFour;
    std::string scope;  ///< of a personal token as the request said; of a service key read, write or admin
    bool readOnly = false;
    bool adminOptIn = false;
    bool enabled = true;
    bool limited = false;                ///< to `teams`
    std::vector<std::int64_t> teams;     ///< some may be gone by now; the limit stays
    std::vector<std::string> addresses;  ///< CIDR prefixes; empty: from everywhere
    std::int64_t createdBy = 0;          ///< user; 0: gone
    std::int64_t replacedBy = 0;         ///< after a rotation; 0: none
    Instant createdAt{};
    std::optional<Instant> expiresAt;
    std::optional<Instant> lastUsedAt;

    [[nodiscard]] bool isService() const { return user == 0; }
};

namespace access_keys {

[[nodiscard]] Result<AccessKey> insert(Writer &writer, AccessKey key);
/// Name, scope, readOnly, adminOptIn, enabled, addresses, replacedBy, expiresAt.
[[nodiscard]] Result<void> update(Writer &writer, const AccessKey &key);
[[nodiscard]] Result<bool> remove(Writer &writer, std::int64_t id);
/// Ends all that have not ended yet; how many.
[[nodiscard]] Result<std::int64_t> expireAll(Writer &writer);
/// Expired and disabled ones too: who calls looks at that.
[[nodiscard]] Result<std::optional<AccessKey>> findByToken(Reader &reader, const Digest &tokenHash);
[[nodiscard]] Result<std::optional<AccessKey>> find(Reader &reader, std::int64_t id);
/// Personal tokens, oldest first.
[[nodiscard]] Result<std::vector<AccessKey>> ofUser(Reader &reader, std::int64_t user);
/// Service keys of a team, newest first.
[[nodiscard]] Result<std::vector<AccessKey>> ofTeam(Reader &reader, std::int64_t team);
/// All service keys, teams' too, newest first.
[[nodiscard]] Result<std::vector<AccessKey>> allServices(Reader &reader);

struct TokenUse {
    std::int64_t id = 0;
    Instant at;
};
[[nodiscard]] Result<void> flushUses(Writer &writer, std::span<const TokenUse> uses);

}  // namespace access_keys
}  // namespace castellan::store
