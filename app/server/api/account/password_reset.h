// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Password reset: an administrator creates a code that works once, and the user chooses a new password with it.
namespace castellan::api::password_reset {

[[nodiscard]] WriteFunction begin;
[[nodiscard]] PrepareFunction prepareFinish;
[[nodiscard]] WriteFunction finish;

}  // namespace castellan::api::password_reset
