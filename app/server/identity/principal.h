// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/token.h"
#include "core/role.h"
#include "server/journal/journal.h"
#include "server/store/tables/users.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace castellan::identity {

/// What a request shows.
struct Presented {
    Digest digest{};
    TokenKind kind = TokenKind::session;
    bool byCookie = false;
};

/// A live credential with the user to whom it belongs, as of when the store was last asked. Immutable but for its use.
struct Principal {
    journal::Auth auth = journal::Auth::none;
    std::int64_t credential = 0;  ///< row of the session, token or key; 0 for the local person's session
    Digest digest{};
    std::string csrf;                    ///< sessions by cookie must send it back
    bool readOnly = false;               ///< a token that may only read
    bool adminOptIn = true;              ///< false: a token that leaves its user's administration out
    bool service = false;                ///< a service key: belongs to nobody, so `user` has no id and the key's name
    bool limited = false;                ///< a token or key that reaches `teams` alone
    std::vector<std::int64_t> teams;     ///< ascending
    std::int64_t keyTeam = 0;            ///< whose service key it is; 0: the platform's
    std::vector<std::string> addresses;  ///< from which a token or key is taken; empty: from everywhere
    std::optional<Instant> expiresAt;
    Instant createdAt{};        ///< of the session
    Instant steppedUpAt{};      ///< when whoever has the session last proved who they are
    bool secondFactor = false;  ///< the session has shown one
    store::User user;
    mutable std::atomic<std::int64_t> lastUsed{0};  ///< µs since 1970

    /// What a limit to teams leaves out: the platform is in none.
    [[nodiscard]] bool isAdmin() const { return !limited && adminOptIn && (user.admin || (service && !readOnly)); }
    [[nodiscard]] bool isAuditor() const { return !limited && (user.auditor || service); }
    [[nodiscard]] bool reaches(std::int64_t team) const { return !limited || std::ranges::binary_search(teams, team); }
    /// In a team where its user would have `own`. A service key has what its scope leaves of an owner's.
    [[nodiscard]] Role roleIn(std::int64_t team, Role own) const
    {
        return !reaches(team) ? Role::none : service ? Role::owner : own;
    }
};
using PrincipalPtr = std::shared_ptr<const Principal>;

}  // namespace castellan::identity
