// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"

/// Invitations into teams: from the team's side, the invitee's and the administrator's.
namespace castellan::api::invitations {

[[nodiscard]] Result<http::Response> ofTeam(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> mine(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> all(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> create(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> revoke(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> accept(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> reject(WriteContext &, const http::Request &);

}  // namespace castellan::api::invitations
