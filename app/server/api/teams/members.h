// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"

/// The members of a team and their roles.
namespace castellan::api::members {

[[nodiscard]] Result<http::Response> list(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> add(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> changeRole(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> remove(WriteContext &, const http::Request &);

/// A role that a membership may hold. ErrorCode::invalid_team_role.
[[nodiscard]] Result<Role> teamRole(std::int64_t number);
/// By id, user name or e-mail address.
[[nodiscard]] Result<std::optional<store::User>> findPerson(Context &context, std::string_view name);
/// Makes a membership and drops the user's open invitations to the team.
[[nodiscard]] Result<void> join(WriteContext &act, TeamId team, UserId user, Role role);

}  // namespace castellan::api::members
