// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "server/store/page.h"
#include "server/store/store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::store {

struct TeamType {
    std::int64_t id = 0;
    std::string name;
    std::string description;
    bool active = true;
    std::int64_t order = 0;
    std::string properties = "{}";  ///< JSON object
    std::int64_t teamCount = 0;     ///< read only
};

struct Team {
    std::int64_t id = 0;
    std::string name;
    std::string slug;  ///< unique in any case of ASCII
    std::int64_t type = 0;
    bool suspended = false;
    std::int64_t memberCount = 0;  ///< read only
    Instant createdAt{};
    Instant updatedAt{};
};

namespace team_types {

/// A new database has one: "starter".
[[nodiscard]] Result<std::vector<TeamType>> list(Reader &reader);
[[nodiscard]] Result<std::optional<TeamType>> find(Reader &reader, std::int64_t id);

}  // namespace team_types

namespace teams {

[[nodiscard]] Result<Team> insert(Writer &writer, Team team);
[[nodiscard]] Result<void> update(Writer &writer, const Team &team);
/// With memberships and invitations. The journal keeps its rows.
[[nodiscard]] Result<void> remove(Writer &writer, std::int64_t id);

[[nodiscard]] Result<std::optional<Team>> find(Reader &reader, std::int64_t id);
[[nodiscard]] Result<std::optional<Team>> findBySlug(Reader &reader, std::string_view slug);
/// `query` looks at name and slug.
[[nodiscard]] Result<Page<Team>> list(Reader &reader, const PageRequest &request);

/// Teams in which the user is the only owner.
[[nodiscard]] Result<std::vector<Team>> soleOwnedBy(Reader &reader, std::int64_t user);

}  // namespace teams
}  // namespace castellan::store
