// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// The security policies, for administrators.
namespace castellan::api::security {

[[nodiscard]] ReadFunction read;
[[nodiscard]] WriteFunction update;

}  // namespace castellan::api::security
