// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"
#include "server/api/pipeline/route.h"

namespace castellan::api {

/// Fails as identity::gapOf says if the caller's session isn't complete and the route isn't one that completes it.
[[nodiscard]] Result<void> checkComplete(const Context &context, const Route &route, const Permission &permission);

/// Checks the route's permission. Loads the team and the user that the path names (`context.team`, `role`, `subject`),
/// which needs `reader`. ErrorCode::unauthenticated, interactive_only, insufficient_scope, not_found (also for what the
/// caller may not know of), forbidden, reauth_required.
[[nodiscard]] Result<void> authorise(Context &context, const Route &route, const Permission &permission);

/// ErrorCode::reauth_required for a session whose last sign-in or step-up is too old.
[[nodiscard]] Result<void> checkStepUp(const Context &context);

}  // namespace castellan::api
