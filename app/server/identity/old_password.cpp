// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/old_password.h"

#include "core/try.h"
#include "server/store/tables/login_tickets.h"
#include "server/store/tables/password_resets.h"

namespace castellan::identity::old_password {

Result<void> endSteps(store::Writer &writer, UserId user)
{
    TRY(store::password_resets::remove(writer, user));
    return store::login_tickets::removeOfUser(writer, user);
}

}  // namespace castellan::identity::old_password
