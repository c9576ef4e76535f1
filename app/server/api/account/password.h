// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Changing one's own password.
namespace castellan::api::account {

[[nodiscard]] Result<Prepared> preparePassword(const Services &, const identity::PrincipalPtr &, const http::Request &);
[[nodiscard]] Result<http::Response> changePassword(WriteContext &, const http::Request &);

}  // namespace castellan::api::account
