// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Pages of the audit journal, with FlowFuse's query parameters.
namespace castellan::api::audit_log {

[[nodiscard]] ReadFunction ofTeam, ofPlatform;

}  // namespace castellan::api::audit_log
