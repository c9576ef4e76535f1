// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

#include <vector>

/// The parts of the one table, by what they are about.
namespace castellan::api {

[[nodiscard]] std::vector<Route> accountRoutes();
[[nodiscard]] std::vector<Route> oneselfRoutes();
[[nodiscard]] std::vector<Route> ownTokenRoutes();
[[nodiscard]] std::vector<Route> signInRoutes();
[[nodiscard]] std::vector<Route> peopleRoutes();
[[nodiscard]] std::vector<Route> keyRoutes(bool ofTeam);
[[nodiscard]] std::vector<Route> teamRoutes();
[[nodiscard]] std::vector<Route> auditRoutes();

}  // namespace castellan::api
