// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/digest.h"
#include "core/ids.h"
#include "server/store/act.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace castellan::store {

/// A personal token (`user`), or a service key of a team (`team`) or of the platform (neither). What is shown once is
/// never stored, only its SHA-256 and its last four characters.
struct NewAccessKey {
    std::optional<UserId> user;  ///< to whom a personal token belongs; nothing: a service key
    std::optional<TeamId> team;  ///< to which a service key belongs; nothing: the platform
    std::string name;
    Digest tokenHash{};
    std::string prefix;  ///< kind, e.g. "ffpat", "cas_live"
    std::string lastFour;
    std::string scope;  ///< of a personal token as the request said; of a service key read, write or admin
    bool readOnly = false;
    bool adminOptIn = false;
    bool enabled = true;
    bool limited = false;                ///< to `teams`
    std::vector<TeamId> teams;           ///< some may be gone by now; the limit stays
    std::vector<std::string> addresses;  ///< CIDR prefixes; empty: from everywhere
    std::optional<UserId> createdBy;     ///< nothing: a user who is gone
    std::optional<Instant> expiresAt;

    [[nodiscard]] bool isService() const { return !user; }
};

struct AccessKey : NewAccessKey {
    KeyId id;
    std::optional<KeyId> replacedBy{};  ///< after a rotation
    Instant createdAt{};
    std::optional<Instant> lastUsedAt{};
};

namespace access_keys {

[[nodiscard]] Result<AccessKey> insert(Writer &writer, NewAccessKey key);
/// Name, scope, readOnly, adminOptIn, enabled, addresses, replacedBy, expiresAt.
[[nodiscard]] Result<void> update(Writer &writer, const AccessKey &key);
[[nodiscard]] Result<bool> remove(Writer &writer, KeyId id);
/// Ends all that have not ended yet; how many.
[[nodiscard]] Result<std::int64_t> expireAll(Writer &writer);
/// Expired and disabled ones too; the caller checks that.
[[nodiscard]] Result<std::optional<AccessKey>> findByToken(Reader &reader, const Digest &tokenHash);
[[nodiscard]] Result<std::optional<AccessKey>> find(Reader &reader, KeyId id);
/// Personal tokens, oldest first.
[[nodiscard]] Result<std::vector<AccessKey>> ofUser(Reader &reader, UserId user);
/// Service keys of a team, newest first.
[[nodiscard]] Result<std::vector<AccessKey>> ofTeam(Reader &reader, TeamId team);
/// All service keys, teams' too, newest first.
[[nodiscard]] Result<std::vector<AccessKey>> allServices(Reader &reader);

struct TokenUse {
    KeyId id;
    Instant at;
};
[[nodiscard]] Result<void> flushUses(Writer &writer, std::span<const TokenUse> uses);

}  // namespace access_keys
}  // namespace castellan::store
