// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Changing one's own password.
namespace castellan::api::account {

[[nodiscard]] PrepareFunction preparePassword;
[[nodiscard]] WriteFunction changePassword;

}  // namespace castellan::api::account
