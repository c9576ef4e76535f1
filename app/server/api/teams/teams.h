// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"

#include <optional>
#include <string>

namespace castellan::api::teams {

[[nodiscard]] Result<http::Response> listTypes(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> readType(Context &, const http::Request &);

[[nodiscard]] Result<http::Response> list(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> read(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> checkSlugFree(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> ownMembership(Context &, const http::Request &);
/// The caller's teams, with the caller's role in each.
[[nodiscard]] Result<http::Response> mine(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> ofUser(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> create(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> update(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> remove(WriteContext &, const http::Request &);

struct NewTeam {
    std::string name{};
    std::optional<TeamTypeId> type{};   ///< the first active one if none
    std::optional<std::string> slug{};  ///< made from the name if none
};
/// Makes a team, its first owner and the journal's entry. invalid_slug, unexpected_error (slug taken), validation.
[[nodiscard]] Result<store::Team> createFor(WriteContext &act, const store::User &owner, const NewTeam &asked);

}  // namespace castellan::api::teams
