// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/digest.h"
#include "core/ids.h"
#include "core/mutex.h"
#include "server/identity/principal.h"
#include "server/store/tables/sessions.h"

#include <optional>
#include <unordered_set>
#include <variant>
#include <vector>

namespace castellan::identity {

struct DigestHash {
    std::size_t operator()(const Digest &digest) const;
};

/// All sessions of a user except one; tokens stay.
struct SessionsOf {
    UserId user;
    std::optional<Digest> except;
    [[nodiscard]] bool operator==(const SessionsOf &) const = default;
    [[nodiscard]] bool covers(UserId owner, const Digest &session) const { return owner == user && except != session; }
};

/// A revocation in memory, before it is stored: of one credential, of all that a user has, or of all their sessions.
using Denied = std::variant<Digest, UserId, SessionsOf>;

/// Revocations that are not stored yet. Thread-safe.
class Denials {
public:
    void add(const Denied &denied);
    void remove(const Denied &denied);

    [[nodiscard]] bool contains(const Digest &credential) const;
    /// By its user, or as one of a user's sign-ins; not by itself.
    [[nodiscard]] bool covers(const Principal &principal) const;
    [[nodiscard]] bool covers(const store::Session &session) const;

private:
    [[nodiscard]] bool coversSession(UserId user, const Digest &session) const REQUIRES_LOCK(m_mutex);

    mutable Mutex m_mutex;
    std::unordered_set<Digest, DigestHash> m_credentials GUARDED_BY(m_mutex);
    std::unordered_set<UserId> m_users GUARDED_BY(m_mutex);
    std::vector<SessionsOf> m_sessions GUARDED_BY(m_mutex);
};

}  // namespace castellan::identity
