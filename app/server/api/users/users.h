// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/user.h"
#include "server/api/pipeline/route.h"

/// Users: the caller's own record, and the administrators' view of all.
namespace castellan::api::users {

[[nodiscard]] ReadFunction me;
[[nodiscard]] WriteFunction updateMe;

[[nodiscard]] ReadFunction list, read;
[[nodiscard]] PrepareFunction prepareCreate;
[[nodiscard]] WriteFunction create, update;
/// Of a request that only suspends; all other changes wait until the store can be written.
[[nodiscard]] RevokeFunction revoke;
[[nodiscard]] WriteFunction remove;
/// Deletes an account with the teams that it alone owns, which have entries of their own; the user's entry is the
/// caller's to write. The teams. ErrorCode::invalid_request (the local person), last_admin, last_owner.
[[nodiscard]] Result<std::vector<store::Team>> removeAccount(WriteContext &act, const store::User &user);
/// Ends the lock that failed sign-ins caused, for every address.
[[nodiscard]] WriteFunction unlock;

}  // namespace castellan::api::users
