// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Live sessions: the caller's, and for administrators those of a user.
namespace castellan::api::sessions {

[[nodiscard]] Result<http::Response> mine(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> endMine(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> endSomeOfMine(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> ofUser(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> endOfUser(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> endAllOfUser(WriteContext &, const http::Request &);

[[nodiscard]] Result<std::optional<Revocation>> revokeMine(Context &, const http::Request &);
[[nodiscard]] Result<std::optional<Revocation>> revokeSomeOfMine(Context &, const http::Request &);
[[nodiscard]] Result<std::optional<Revocation>> revokeOfUser(Context &, const http::Request &);
[[nodiscard]] Result<std::optional<Revocation>> revokeAllOfUser(Context &, const http::Request &);

/// Which of one's sessions a request is about.
enum class Scope : std::uint8_t { one, others, all };
/// ErrorCode::validation for anything but `this`, `others` and `all`.
[[nodiscard]] Result<Scope> scopeFrom(std::string_view word);
/// The sessions that `others` or `all` means for this caller.
[[nodiscard]] identity::SessionsOf namedBy(Scope scope, const identity::Principal &caller);
/// Ends them in this act and, once it is durable, everywhere. How many.
[[nodiscard]] Result<std::int64_t> end(WriteContext &act, const identity::SessionsOf &which);

}  // namespace castellan::api::sessions
