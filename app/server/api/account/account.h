// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Signing in and out.
namespace castellan::api::account {

[[nodiscard]] PrepareFunction prepareLogin;
[[nodiscard]] WriteFunction login;
/// After a right password: the answer has the ticket for the second step.
[[nodiscard]] Result<http::Response> askForSecondFactor(WriteContext &, const http::Request &, const store::User &);
[[nodiscard]] PrepareFunction prepareSecondStep;
[[nodiscard]] WriteFunction secondStep, logout;
[[nodiscard]] RevokeFunction revokeSession;

}  // namespace castellan::api::account
