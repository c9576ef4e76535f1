// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"

namespace castellan::api::users {

/// Teams that would have no active owner without this user. ErrorCode::last_owner if one of them has other members;
/// the others may go with the user.
[[nodiscard]] Result<std::vector<store::Team>> teamsOwnedAlone(const Context &context, const store::User &user);

}  // namespace castellan::api::users
