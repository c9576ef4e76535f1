// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// One's own access tokens.
namespace castellan::api::tokens {

[[nodiscard]] Result<http::Response> list(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> create(Act &, const http::Request &);
[[nodiscard]] Result<http::Response> update(Act &, const http::Request &);
[[nodiscard]] Result<http::Response> rotate(Act &, const http::Request &);
[[nodiscard]] Result<http::Response> enable(Act &, const http::Request &);
[[nodiscard]] Result<http::Response> disable(Act &, const http::Request &);
[[nodiscard]] Result<http::Response> remove(Act &, const http::Request &);
/// Disabling.
[[nodiscard]] Result<std::optional<Withdrawal>> withdrawUse(Context &, const http::Request &);
[[nodiscard]] Result<std::optional<Withdrawal>> withdraw(Context &, const http::Request &);

}  // namespace castellan::api::tokens
