// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/store/tables/teams.h"
#include "server/store/tables/users.h"

#include <vector>

/// The rules that keep a platform and its teams governed, for requests and for the host's commands.
namespace castellan::api::users {

/// ErrorCode::invalid_request for the local person, last_admin for the last active administrator.
[[nodiscard]] Result<void> checkRemovable(store::Reader &reader, const store::User &user);
/// Teams that would have no active owner without this user. ErrorCode::last_owner if one of them has other members;
/// the others may be deleted with the user.
[[nodiscard]] Result<std::vector<store::Team>> teamsOwnedAlone(store::Reader &reader, const store::User &user);

}  // namespace castellan::api::users
