// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/policy.h"
#include "server/journal/journal.h"
#include "server/store/tables/users.h"

#include <string_view>

/// Locks after failed sign-ins, counted in the transaction of the sign-in.
namespace castellan::identity::lockout {

/// The account is locked for this address (or for all) now.
[[nodiscard]] Result<bool> isLocked(store::Reader &reader, const store::User &user, std::string_view address);

/// Counts a failure. True if it locked the account.
[[nodiscard]] Result<bool> failed(store::Writer &writer, const LockoutPolicy &policy, store::User &user,
                                  std::string_view address);

/// A sign-in succeeded from this address.
[[nodiscard]] Result<void> succeeded(store::Writer &writer, const LockoutPolicy &policy, const store::User &user,
                                     std::string_view address);

/// Unlocks a user whose lock has expired, with its journal entry; does nothing otherwise.
[[nodiscard]] Result<void> endIfOver(store::Writer &writer, journal::Journal &journal, store::User &user);
/// The same for all users whose lock has expired, at most a hundred per call.
[[nodiscard]] Result<void> endAllOver(store::Writer &writer, journal::Journal &journal);

}  // namespace castellan::identity::lockout
