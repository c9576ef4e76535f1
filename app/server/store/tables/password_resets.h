// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/digest.h"
#include "core/ids.h"
#include "server/store/act.h"

#include <optional>

namespace castellan::store {

/// A one-time code with which a user chooses a new password; at most one a user.
struct PasswordReset {
    UserId user;
    Digest codeHash{};
    Instant expiresAt{};
};

namespace password_resets {

/// Inserts or replaces.
[[nodiscard]] Result<void> save(Writer &writer, const PasswordReset &reset);
/// Nothing for one that has expired.
[[nodiscard]] Result<std::optional<PasswordReset>> find(Reader &reader, UserId user);
[[nodiscard]] Result<void> remove(Writer &writer, UserId user);
[[nodiscard]] Result<void> removeEnded(Writer &writer);
[[nodiscard]] Result<void> removeAll(Writer &writer);
/// Moves their expiry back by `by`.
[[nodiscard]] Result<void> setBack(Writer &writer, std::chrono::microseconds by);

}  // namespace password_resets
}  // namespace castellan::store
