// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/digest.h"
#include "server/store/store.h"

#include <optional>

namespace castellan::store {

/// Half of a sign-in: the password was right, the second factor is still to come.
struct LoginTicket {
    std::int64_t id = 0;
    std::int64_t user = 0;
    Digest tokenHash{};
    Instant expiresAt{};
    std::int64_t tries = 0;  ///< wrong codes so far
};

namespace login_tickets {

[[nodiscard]] Result<LoginTicket> insert(Writer &writer, LoginTicket ticket);
/// Nothing for one that has expired.
[[nodiscard]] Result<std::optional<LoginTicket>> findByToken(Reader &reader, const Digest &tokenHash);
[[nodiscard]] Result<void> setTries(Writer &writer, std::int64_t id, std::int64_t tries);
[[nodiscard]] Result<void> remove(Writer &writer, std::int64_t id);
[[nodiscard]] Result<void> removeOfUser(Writer &writer, std::int64_t user);
[[nodiscard]] Result<void> removeEnded(Writer &writer);
[[nodiscard]] Result<void> removeAll(Writer &writer);

}  // namespace login_tickets
}  // namespace castellan::store
