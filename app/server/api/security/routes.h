// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

#include <vector>

namespace castellan::api::security {

/// The security policies.
[[nodiscard]] std::vector<Route> routes();

}  // namespace castellan::api::security
