// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Live sessions: the caller's, and for administrators those of a user.
namespace castellan::api::sessions {

[[nodiscard]] ReadFunction mine;
[[nodiscard]] WriteFunction endMine, endSomeOfMine;
[[nodiscard]] ReadFunction ofUser;
[[nodiscard]] WriteFunction endOfUser, endAllOfUser;

[[nodiscard]] RevokeFunction revokeMine, revokeSomeOfMine, revokeOfUser, revokeAllOfUser;

/// Which of one's sessions a request is about.
enum class Scope : std::uint8_t { one, others, all };
/// ErrorCode::validation for anything but `this`, `others` and `all`.
[[nodiscard]] Result<Scope> scopeFrom(std::string_view word);
/// The sessions that `others` or `all` means for this caller.
[[nodiscard]] identity::SessionsOf namedBy(Scope scope, const identity::Principal &caller);
/// Ends them in this act and, once it is durable, everywhere. The number that ended.
[[nodiscard]] Result<std::int64_t> end(WriteContext &act, const identity::SessionsOf &which);

}  // namespace castellan::api::sessions
