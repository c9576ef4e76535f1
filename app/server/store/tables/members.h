// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/role.h"
#include "server/store/store.h"
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
[[nodiscard]] Result<void> insert(Writer &writer, std::int64_t team, std::int64_t user, Role role);
[[nodiscard]] Result<void> setRole(Writer &writer, std::int64_t team, std::int64_t user, Role role);
[[nodiscard]] Result<void> remove(Writer &writer, std::int64_t team, std::int64_t user);

/// Role::none: no member.
[[nodiscard]] Result<Role> roleOf(Reader &reader, std::int64_t team, std::int64_t user);
/// By user name.
[[nodiscard]] Result<std::vector<Member>> list(Reader &reader, std::int64_t team);
[[nodiscard]] Result<std::optional<Member>> find(Reader &reader, std::int64_t team, std::int64_t user);
/// By name of team.
[[nodiscard]] Result<std::vector<TeamOf>> teamsOf(Reader &reader, std::int64_t user);
/// Owners other than `except`; asked inside the write transaction, it is what keeps the last owner.
[[nodiscard]] Result<std::int64_t> countOwners(Reader &reader, std::int64_t team, std::int64_t except = 0);

}  // namespace members
}  // namespace castellan::store
