// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "server/store/act.h"

#include <optional>
#include <string>
#include <string_view>

namespace castellan::store {

/// Failed sign-ins of one account from one address prefix (an empty prefix: from anywhere), and the lock they led to.
struct LoginFailures {
    UserId user;
    std::string prefix;
    std::int64_t count = 0;
    Instant firstAt{};
    Instant lastAt{};
    std::optional<Instant> lockedUntil;
};

namespace login_failures {

[[nodiscard]] Result<std::optional<LoginFailures>> find(Reader &reader, UserId user, std::string_view prefix);
/// Inserts or replaces.
[[nodiscard]] Result<void> save(Writer &writer, const LoginFailures &failures);
/// Deletes a user's failures, of all prefixes. The number of rows.
[[nodiscard]] Result<std::int64_t> clear(Writer &writer, UserId user);
[[nodiscard]] Result<void> clear(Writer &writer, UserId user, std::string_view prefix);
/// Deletes those whose last failure was before `last` and whose lock, if any, has expired.
[[nodiscard]] Result<void> forget(Writer &writer, Instant last);
/// Moves all times of failures and locks by `by`, including those in users' rows.
[[nodiscard]] Result<void> shift(Writer &writer, std::chrono::microseconds by);

}  // namespace login_failures
}  // namespace castellan::store
