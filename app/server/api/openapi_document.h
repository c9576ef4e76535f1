// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// The OpenAPI document of the whole table, as the API itself serves it. Anonymous callers don't learn the version.
namespace castellan::api {

[[nodiscard]] Result<http::Response> openApiJson(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> openApiYaml(Context &, const http::Request &);

}  // namespace castellan::api
