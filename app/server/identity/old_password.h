// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "server/store/act.h"

/// What ends with a password: all that was begun by it, or in its place.
namespace castellan::identity::old_password {

/// Ends codes that reset the password, and sign-ins that wait for a second factor.
[[nodiscard]] Result<void> endSteps(store::Writer &writer, UserId user);

}  // namespace castellan::identity::old_password
