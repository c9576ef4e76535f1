// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Invitations into teams: from the team's side, the invitee's and the administrator's.
namespace castellan::api::invitations {

[[nodiscard]] ReadFunction ofTeam, mine, all;
[[nodiscard]] WriteFunction create, revoke, accept, reject;

}  // namespace castellan::api::invitations
