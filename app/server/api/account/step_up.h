// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Step-up authentication: proving one's identity again before a sensitive change.
namespace castellan::api::step_up {

[[nodiscard]] PrepareFunction prepare;
[[nodiscard]] WriteFunction confirm;

/// ErrorCode::too_many_requests: each caller's attempts with passwords and codes are limited.
[[nodiscard]] Result<void> limitTries(const Services &services, UserId user);
/// Marks the caller's session once the act is durable.
[[nodiscard]] Result<void> mark(WriteContext &act);

}  // namespace castellan::api::step_up
