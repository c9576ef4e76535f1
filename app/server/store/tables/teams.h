// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "server/store/act.h"
#include "server/store/page.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::store {

struct TeamType {
    TeamTypeId id;
    std::string name;
    std::string description;
    bool active = true;
    std::int64_t order = 0;
    std::string properties = "{}";  ///< JSON object
    std::int64_t teamCount = 0;     ///< read only
};

/// A team before the row exists.
struct NewTeam {
    std::string name;
    std::string slug;  ///< unique in any case of ASCII
    TeamTypeId type;
    bool suspended = false;
};

struct Team : NewTeam {
    TeamId id;
    std::int64_t memberCount = 0;  ///< read only
    Instant createdAt{};
    Instant updatedAt{};
};

namespace team_types {

/// A new database has one: "starter".
[[nodiscard]] Result<std::vector<TeamType>> list(Reader &reader);
[[nodiscard]] Result<std::optional<TeamType>> find(Reader &reader, TeamTypeId id);

}  // namespace team_types

namespace teams {

[[nodiscard]] Result<Team> insert(Writer &writer, NewTeam team);
[[nodiscard]] Result<void> update(Writer &writer, const Team &team);
/// Deletes its memberships and invitations too. The journal keeps its rows.
[[nodiscard]] Result<void> remove(Writer &writer, TeamId id);

[[nodiscard]] Result<std::optional<Team>> find(Reader &reader, TeamId id);
[[nodiscard]] Result<std::optional<Team>> findBySlug(Reader &reader, std::string_view slug);
/// `query` is matched against name and slug.
[[nodiscard]] Result<Page<Team>> list(Reader &reader, const PageRequest<TeamId> &request);

/// Teams that the user owns, and no other user who is not suspended.
[[nodiscard]] Result<std::vector<Team>> soleOwnedBy(Reader &reader, UserId user);

}  // namespace teams
}  // namespace castellan::store
