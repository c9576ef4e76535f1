// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"

/// Codes of a second factor: hashed on a password thread, taken in the write transaction.
namespace castellan::api::codes {

/// Fills `backup` if the code may be a backup code of the user.
[[nodiscard]] Result<Prepared> prepare(const Services &services, UserId user, std::string_view typed);
/// Nothing if the user has no second factor, or the code is wrong or was taken before.
[[nodiscard]] Result<std::optional<identity::second_factor::Kind>> take(WriteContext &act, UserId user,
                                                                        std::string_view typed);

}  // namespace castellan::api::codes
