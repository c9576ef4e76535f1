// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Password reset: an administrator creates a code that works once, and the user chooses a new password with it.
namespace castellan::api::password_reset {

[[nodiscard]] Result<http::Response> begin(WriteContext &, const http::Request &);
[[nodiscard]] Result<Prepared> prepareFinish(const Services &, const identity::PrincipalPtr &, const http::Request &);
[[nodiscard]] Result<http::Response> finish(WriteContext &, const http::Request &);

}  // namespace castellan::api::password_reset
