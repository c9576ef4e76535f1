// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// The members of a team and their roles.
namespace castellan::api::members {

[[nodiscard]] ReadFunction list;
[[nodiscard]] WriteFunction add, changeRole, remove;

/// A role that a membership may hold. ErrorCode::invalid_team_role.
[[nodiscard]] Result<Role> teamRole(std::int64_t number);
/// By id, user name or verified e-mail address.
[[nodiscard]] Result<std::optional<store::User>> findPerson(Context &context, std::string_view name);
/// Makes a membership and drops the user's open invitations to the team.
[[nodiscard]] Result<void> join(WriteContext &act, TeamId team, UserId user, Role role);

}  // namespace castellan::api::members
