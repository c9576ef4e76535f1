// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"

#include <functional>
#include <optional>
#include <variant>

/// Common parts of the steps of signing in.
namespace castellan::api::sign_in {

/// One error for an unknown user, a wrong password or code, and a locked account, so that guessing learns nothing.
[[nodiscard]] Error wrongCredentials();

/// Refuses, but commits: writes the entry, counts the failure, and locks the account if the limit is reached.
[[nodiscard]] Result<http::Response> refuse(WriteContext &act, const http::Request &request,
                                            std::optional<store::User> user, const Error &error);
/// The account is locked for this address: the answer, with its entry; nothing if it isn't.
[[nodiscard]] Result<std::optional<http::Response>> refuseIfLocked(WriteContext &act, const http::Request &request,
                                                                   store::User &user, const Error &error);
/// Likewise for a suspended account, to be asked after the password was right.
[[nodiscard]] Result<std::optional<http::Response>> refuseIfSuspended(WriteContext &act, const http::Request &request,
                                                                      const store::User &user);
/// The user whom preparation found, or the answer that refuses them, with its entry: the account is locked for this
/// address, there is no such user or `proves` denies it, or the account is suspended. Asked in this order.
using Judged = std::variant<store::User, http::Response>;
[[nodiscard]] Result<Judged> judge(WriteContext &act, const http::Request &request,
                                   const std::function<Result<bool>(const store::User &)> &proves, const Error &error);

/// A session of the user, in the answer's cookies. `factor`: the second factor that was used.
[[nodiscard]] Result<http::Response> open(WriteContext &act, const http::Request &request, store::User user,
                                          std::optional<identity::second_factor::Kind> factor);

/// Replaces the token of a session whose rights rise (OWASP ASVS 5.0, 7.2.4): the new one is in the answer's cookies,
/// the old one ends. Only for a session that was presented by cookie. The digest of the session's token from now on.
[[nodiscard]] Result<Digest> renewToken(WriteContext &act, const http::Request &request, http::Response &response);

}  // namespace castellan::api::sign_in
