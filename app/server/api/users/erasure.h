// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

namespace castellan::api::users {

/// Deletes a user's account, or takes one that was deleted before, and erases the personal part of every journal row
/// whose actor or subject the user is.
[[nodiscard]] WriteFunction erase;

}  // namespace castellan::api::users
