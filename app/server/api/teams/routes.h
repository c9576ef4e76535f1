// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

#include <vector>

namespace castellan::api::teams {

/// Teams, their members and invitations.
[[nodiscard]] std::vector<Route> routes();

}  // namespace castellan::api::teams
