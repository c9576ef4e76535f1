// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// One's own second factor. The paths are FlowFuse's where it has them.
namespace castellan::api::mfa {

[[nodiscard]] ReadFunction state;
[[nodiscard]] WriteFunction enrol;
[[nodiscard]] PrepareFunction prepareVerify;
/// A wrong code leaves the enrolment as it is.
[[nodiscard]] WriteFunction verify;
[[nodiscard]] PrepareFunction prepareDisable;
[[nodiscard]] WriteFunction disable;
[[nodiscard]] PrepareFunction prepareBackupCodes;
[[nodiscard]] WriteFunction renewBackupCodes;

/// Removes a user's second factor and the tickets of unfinished sign-ins. False if there was none.
[[nodiscard]] Result<bool> remove(WriteContext &act, UserId user);

}  // namespace castellan::api::mfa
