// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"
#include "server/api/pipeline/route.h"

namespace castellan::api {

/// Whether the caller may do what the route does; looks up what the path names on the way (`context.team`, `role`,
/// `subject`). `context.caller` is set before, and `reader` unless the path names nothing. What identity::gapOf says,
/// ErrorCode::unauthenticated, interactive_only, insufficient_scope, not_found (also for what the caller may not know
/// of), forbidden, reauth_required.
[[nodiscard]] Result<void> authorise(Context &context, const Route &route, const Permission &permission);

/// ErrorCode::reauth_required for a session that hasn't proved lately who has it.
[[nodiscard]] Result<void> checkStepUp(const Context &context);

}  // namespace castellan::api
