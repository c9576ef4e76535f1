// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/user.h"
#include "server/api/pipeline/route.h"

/// Users: the caller's own record, and the administrators' view of all.
namespace castellan::api::users {

[[nodiscard]] Result<http::Response> me(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> updateMe(WriteContext &, const http::Request &);

[[nodiscard]] Result<http::Response> list(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> read(Context &, const http::Request &);
[[nodiscard]] Result<Prepared> prepareCreate(const Services &, const identity::PrincipalPtr &, const http::Request &);
[[nodiscard]] Result<http::Response> create(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> update(WriteContext &, const http::Request &);
/// A request that only suspends; every other change waits for storage.
[[nodiscard]] Result<std::optional<Revocation>> revoke(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> remove(WriteContext &, const http::Request &);
/// Ends the lock that failed sign-ins caused, for every address.
[[nodiscard]] Result<http::Response> unlock(WriteContext &, const http::Request &);

}  // namespace castellan::api::users
