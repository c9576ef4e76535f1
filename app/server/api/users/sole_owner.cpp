// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/users/sole_owner.h"

#include "core/try.h"

namespace castellan::api::users {

Result<std::vector<store::Team>> teamsOwnedAlone(const Context &context, const store::User &user)
{
    auto owned = TRY(store::teams::soleOwnedBy(context.db(), user.id));
    for (const auto &team : owned)
        if (team.memberCount > 1)
            return fail(ErrorCode::last_owner, "This user is the only active owner of the team \"" + team.name +
                                                   "\", which has other members; make another member its owner first.");
    return owned;
}

}  // namespace castellan::api::users
