// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"

/// The security policies, for administrators.
namespace castellan::api::security {

[[nodiscard]] Result<http::Response> read(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> update(WriteContext &, const http::Request &);

}  // namespace castellan::api::security
