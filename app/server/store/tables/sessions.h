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

enum class SessionKind : std::uint8_t { interactive = 0, local = 1 };

/// One sign-in. The token itself is never stored, only its SHA-256.
struct NewSession {
    UserId user;
    Digest tokenHash{};
    SessionKind kind = SessionKind::interactive;
    std::string csrf{};  ///< value that unsafe methods by cookie must send back
    std::string address{};
    std::string client{};  ///< user agent
    Instant createdAt{};
    Instant lastUsedAt{};
    Instant expiresAt{};  ///< absolute
    Instant idleAt{};     ///< ends earlier if not used until then
    Instant steppedUpAt{};
    bool secondFactor = false;  ///< confirmed by one
};

struct Session : NewSession {
    SessionId id;
};

namespace sessions {

[[nodiscard]] Result<Session> insert(Writer &writer, NewSession session);
[[nodiscard]] Result<std::optional<Session>> findByToken(Reader &reader, const Digest &tokenHash);
[[nodiscard]] Result<std::optional<Session>> find(Reader &reader, SessionId id);
/// Newest first, those beyond their absolute end left out. Only identity/ knows whether one was idle for too long: the
/// last uses are in memory.
[[nodiscard]] Result<std::vector<Session>> ofUser(Reader &reader, UserId user);
[[nodiscard]] Result<std::vector<Session>> all(Reader &reader);

/// Last uses are kept in memory and written in one go.
struct Use {
    SessionId id;
    Instant lastUsedAt;
    Instant idleAt;
};
[[nodiscard]] Result<void> flushUses(Writer &writer, std::span<const Use> uses);
[[nodiscard]] Result<void> setSteppedUp(Writer &writer, SessionId id, Instant at);
/// Replaces the session's token.
[[nodiscard]] Result<void> renew(Writer &writer, SessionId id, const Digest &tokenHash);
/// Counts a wrong password or code that was to confirm who uses the session: how many there have been in a row.
[[nodiscard]] Result<std::int64_t> countWrongProof(Writer &writer, SessionId id);
[[nodiscard]] Result<void> clearWrongProofs(Writer &writer, SessionId id);
/// Marks the session as confirmed by a second factor; steps it up too.
[[nodiscard]] Result<void> setSecondFactor(Writer &writer, SessionId id, Instant at);

/// Moves all times of sessions back by `by`.
[[nodiscard]] Result<void> setBack(Writer &writer, std::chrono::microseconds by);

/// False if there was none.
[[nodiscard]] Result<bool> remove(Writer &writer, SessionId id);
/// The number that ended.
[[nodiscard]] Result<std::int64_t> removeOfUser(Writer &writer, UserId user,
                                                std::optional<SessionId> except = std::nullopt);
[[nodiscard]] Result<std::int64_t> removeEnded(Writer &writer);
[[nodiscard]] Result<std::int64_t> removeAll(Writer &writer);

}  // namespace sessions
}  // namespace castellan::store
