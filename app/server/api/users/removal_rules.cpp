// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/users/removal_rules.h"

#include "core/try.h"

namespace castellan::api::users {

Result<void> checkRemovable(store::Reader &reader, const store::User &user)
{
    if (user.local)
        return fail(ErrorCode::invalid_request, "This computer's own user can't be deleted.");
    if (!user.admin || user.suspended || TRY(store::users::countActiveAdmins(reader, user.id)) > 0)
        return {};
    return fail(ErrorCode::last_admin, "This is the last administrator; make another user one first.");
}

Result<std::vector<store::Team>> teamsOwnedAlone(store::Reader &reader, const store::User &user)
{
    auto owned = TRY(store::teams::soleOwnedBy(reader, user.id));
    for (const auto &team : owned)
        if (team.memberCount > 1)
            return fail(ErrorCode::last_owner, "This user is the only active owner of the team \"" + team.name +
                                                   "\", which has other members; make another member its owner first.");
    return owned;
}

}  // namespace castellan::api::users
