// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Health, identity, contact and settings of the server.
namespace castellan::api::platform {

[[nodiscard]] ReadFunction settings, healthz, readyz;
[[nodiscard]] Result<http::Response> identity(Context &context, const http::Request &request);
[[nodiscard]] Result<http::Response> securityText(Context &context, const http::Request &request);

}  // namespace castellan::api::platform
