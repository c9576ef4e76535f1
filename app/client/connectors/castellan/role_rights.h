// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/platform.h"

namespace castellan::client::own {

/// What the roles let people do in a team of a Castellan server, from the table that the server checks (core/role.h).
[[nodiscard]] std::vector<RoleRight> roleRights();

}  // namespace castellan::client::own
