// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/digest.h"
#include "core/ids.h"
#include "core/role.h"
#include "server/store/act.h"

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace castellan::store {

struct PlatformOwner {
    [[nodiscard]] bool operator==(const PlatformOwner &) const = default;
};
/// The owner of a key: a user's is a personal access token, a team's or the platform's a service key.
using KeyOwner = std::variant<UserId, TeamId, PlatformOwner>;

/// A key before the row exists. The key itself is shown once and never stored, only its SHA-256 and its last four
/// characters.
struct NewApiKey {
    KeyOwner owner;
    std::string name{};
    Digest tokenHash{};
    std::string prefix{};  ///< kind, e.g. "ffpat", "cas_live"
    std::string lastFour{};
    // The right, once: its word (`scope`) follows from them.
    bool readOnly = false;
    bool adminOptIn = false;
    bool enabled = true;
    bool limited = false;                  ///< to `teams`
    std::vector<TeamId> teams{};           ///< some may have been deleted; the limit stays
    std::vector<std::string> addresses{};  ///< CIDR prefixes; empty: from everywhere
    std::optional<UserId> createdBy{};     ///< nothing: the user was deleted
    std::optional<Instant> expiresAt{};

    /// Nothing for a service key.
    [[nodiscard]] std::optional<UserId> user() const
    {
        const auto *id = std::get_if<UserId>(&owner);
        return id != nullptr ? std::optional(*id) : std::nullopt;
    }
    /// Nothing for a personal token, and for the platform's service keys.
    [[nodiscard]] std::optional<TeamId> team() const
    {
        const auto *id = std::get_if<TeamId>(&owner);
        return id != nullptr ? std::optional(*id) : std::nullopt;
    }
    [[nodiscard]] bool isService() const { return !std::holds_alternative<UserId>(owner); }

    [[nodiscard]] KeyScope scope() const
    {
        return readOnly ? KeyScope::read : adminOptIn ? KeyScope::admin : KeyScope::write;
    }
    void setScope(KeyScope scope)
    {
        readOnly = scope == KeyScope::read;
        adminOptIn = scope == KeyScope::admin;
    }
};

struct ApiKey : NewApiKey {
    KeyId id;
    std::optional<KeyId> replacedBy{};  ///< after a rotation
    Instant createdAt{};
    std::optional<Instant> lastUsedAt{};
};

namespace api_keys {

[[nodiscard]] Result<ApiKey> insert(Writer &writer, NewApiKey key);
/// Name, readOnly, adminOptIn, enabled, addresses, replacedBy, expiresAt.
[[nodiscard]] Result<void> update(Writer &writer, const ApiKey &key);
[[nodiscard]] Result<bool> remove(Writer &writer, KeyId id);
/// The personal tokens of a user, which end with this: their digests.
[[nodiscard]] Result<std::vector<Digest>> removeOfUser(Writer &writer, UserId user);
/// Expires all that are still valid. The number of keys.
[[nodiscard]] Result<std::int64_t> expireAll(Writer &writer);
/// Expired and disabled ones too; the caller checks that.
[[nodiscard]] Result<std::optional<ApiKey>> findByToken(Reader &reader, const Digest &tokenHash);
[[nodiscard]] Result<std::optional<ApiKey>> find(Reader &reader, KeyId id);
/// Personal tokens, oldest first.
[[nodiscard]] Result<std::vector<ApiKey>> ofUser(Reader &reader, UserId user);
/// Service keys of a team, newest first.
[[nodiscard]] Result<std::vector<ApiKey>> ofTeam(Reader &reader, TeamId team);
/// All service keys, teams' too, newest first.
[[nodiscard]] Result<std::vector<ApiKey>> allServices(Reader &reader);

struct Use {
    KeyId id;
    Instant at;
};
[[nodiscard]] Result<void> flushUses(Writer &writer, std::span<const Use> uses);

}  // namespace api_keys
}  // namespace castellan::store
