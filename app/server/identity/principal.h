// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/token.h"
#include "server/audit/journal.h"
#include "server/store/users.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>

namespace castellan::identity {

/// What a request shows.
struct Presented {
    Digest digest{};
    TokenKind kind = TokenKind::session;
    bool byCookie = false;
};

/// A live credential with the user to whom it belongs, as of when the store was last asked. Immutable but for its use.
struct Principal {
    audit::Auth auth = audit::Auth::none;
    std::int64_t credential = 0;  ///< row of the session or token; 0 for the local person's session
    Digest digest{};
    std::string csrf;        ///< sessions by cookie must send it back
    bool readOnly = false;   ///< a token that may only read
    bool adminOptIn = true;  ///< false: a token that leaves its user's administration out
    std::optional<Instant> expiresAt;
    Instant createdAt{};        ///< of the session
    Instant steppedUpAt{};      ///< when whoever has the session last proved who they are
    bool secondFactor = false;  ///< the session has shown one
    store::User user;
    mutable std::atomic<std::int64_t> lastUsed{0};  ///< µs since 1970

    [[nodiscard]] bool isAdmin() const { return user.admin && adminOptIn; }
    [[nodiscard]] bool isAuditor() const { return user.auditor; }
};
using PrincipalPtr = std::shared_ptr<const Principal>;

}  // namespace castellan::identity
