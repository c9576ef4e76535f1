// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"

namespace castellan::api::keys {

/// Ends the access tokens of a user if `asked`, says so in the journal entry's body, and gives their number for the
/// answer; nothing if not asked.
[[nodiscard]] Result<std::optional<std::int64_t>> endTokens(WriteContext &act, UserId user,
                                                            const std::optional<bool> &asked, json::object &body);

}  // namespace castellan::api::keys
