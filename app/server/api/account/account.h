// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Signing in and out.
namespace castellan::api::account {

[[nodiscard]] Result<Prepared> prepareLogin(const Services &, const identity::PrincipalPtr &, const http::Request &);
[[nodiscard]] Result<http::Response> login(WriteContext &, const http::Request &);
/// After a right password: the answer has the ticket for the second step.
[[nodiscard]] Result<http::Response> askForSecondFactor(WriteContext &, const http::Request &, const store::User &);
[[nodiscard]] Result<Prepared> prepareSecondStep(const Services &, const identity::PrincipalPtr &,
                                                 const http::Request &);
[[nodiscard]] Result<http::Response> secondStep(WriteContext &, const http::Request &);
[[nodiscard]] Result<http::Response> logout(WriteContext &, const http::Request &);
[[nodiscard]] Result<std::optional<Revocation>> revokeSession(Context &, const http::Request &);

}  // namespace castellan::api::account
