// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

#include <optional>
#include <string>

namespace castellan::api::teams {

[[nodiscard]] ReadFunction listTypes, readType;

[[nodiscard]] ReadFunction list, read, checkSlugFree, ownMembership;
/// The caller's teams, with the caller's role in each.
[[nodiscard]] ReadFunction mine;
[[nodiscard]] ReadFunction ofUser;
[[nodiscard]] WriteFunction create, update, remove;

struct NewTeam {
    std::string name{};
    std::optional<TeamTypeId> type{};   ///< the first active one if none
    std::optional<std::string> slug{};  ///< made from the name if none
};
/// Deletes a team, with an entry in the platform's log.
[[nodiscard]] Result<void> removeWithEntry(WriteContext &act, const store::Team &team);
/// Makes a team, its first owner and the journal's entry. invalid_slug, unexpected_error (slug taken), validation.
[[nodiscard]] Result<store::Team> createFor(WriteContext &act, const store::User &owner, const NewTeam &asked);

}  // namespace castellan::api::teams
