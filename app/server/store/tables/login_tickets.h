// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/digest.h"
#include "core/ids.h"
#include "server/store/act.h"

#include <optional>

namespace castellan::store {

/// A sign-in whose password was right and whose second factor is still missing.
struct NewLoginTicket {
    UserId user;
    Digest tokenHash{};
    Instant expiresAt{};
};

struct LoginTicket : NewLoginTicket {
    LoginTicketId id;
    std::int64_t tries = 0;  ///< wrong codes so far
};

namespace login_tickets {

[[nodiscard]] Result<LoginTicket> insert(Writer &writer, const NewLoginTicket &ticket);
/// Nothing for one that has expired.
[[nodiscard]] Result<std::optional<LoginTicket>> findByToken(Reader &reader, const Digest &tokenHash);
[[nodiscard]] Result<void> setTries(Writer &writer, LoginTicketId id, std::int64_t tries);
[[nodiscard]] Result<void> remove(Writer &writer, LoginTicketId id);
[[nodiscard]] Result<void> removeOfUser(Writer &writer, UserId user);
[[nodiscard]] Result<void> removeEnded(Writer &writer);
[[nodiscard]] Result<void> removeAll(Writer &writer);

}  // namespace login_tickets
}  // namespace castellan::store
