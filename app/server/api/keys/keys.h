// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Service keys. Below a team's path only that team's are there; below the platform's, all.
namespace castellan::api::keys {

[[nodiscard]] Result<http::Response> list(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> create(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> update(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> rotate(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> enable(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> disable(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> remove(WriteContext &, const http::Request &);
[[nodiscard]] Result<std::optional<Revocation>> revoke(Context &, const http::Request &);
/// Disabling.
[[nodiscard]] Result<std::optional<Revocation>> revokeUse(Context &, const http::Request &);

}  // namespace castellan::api::keys
