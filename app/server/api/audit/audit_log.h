// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"

/// Pages of the audit journal, with FlowFuse's query parameters.
namespace castellan::api::audit_log {

[[nodiscard]] Result<http::Response> ofTeam(Context &, const http::Request &);
[[nodiscard]] Result<http::Response> ofPlatform(Context &, const http::Request &);

}  // namespace castellan::api::audit_log
