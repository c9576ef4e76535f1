// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/role.h"
#include "server/store/act.h"
#include "server/store/tables/teams.h"
#include "server/store/tables/users.h"

#include <optional>
#include <vector>

namespace castellan::store {

struct Member {
    User user;
    Role role = Role::none;
    Instant since{};
};

struct TeamOf {
    Team team;
    Role role = Role::none;
};

namespace members {

/// ErrorCode::conflict with path "user" if the user is a member already.
[[nodiscard]] Result<void> insert(Writer &writer, TeamId team, UserId user, Role role);
[[nodiscard]] Result<void> setRole(Writer &writer, TeamId team, UserId user, Role role);
[[nodiscard]] Result<void> remove(Writer &writer, TeamId team, UserId user);

/// Role::none: no member.
[[nodiscard]] Result<Role> roleOf(Reader &reader, TeamId team, UserId user);
/// By user name.
[[nodiscard]] Result<std::vector<Member>> list(Reader &reader, TeamId team);
[[nodiscard]] Result<std::optional<Member>> find(Reader &reader, TeamId team, UserId user);
/// By name of team.
[[nodiscard]] Result<std::vector<TeamOf>> teamsOf(Reader &reader, UserId user);
/// Owners who are not suspended, other than `except`. Counted inside the write transaction, so that a team keeps its
/// last one.
[[nodiscard]] Result<std::int64_t> countActiveOwners(Reader &reader, TeamId team,
                                                     std::optional<UserId> except = std::nullopt);

}  // namespace members
}  // namespace castellan::store
