// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "server/journal/journal.h"
#include "server/store/store.h"

#include <cstdint>
#include <string_view>

/// A new master key for a data folder.
namespace castellan {

/// Seals anew what an old master key sealed, of a store that was opened with both keys, and writes into the journal
/// that nothing of the old one is left. In small transactions: if it is interrupted, the next run goes on, and
/// until then both keys open everything. How many texts this run sealed. ErrorCode::key_missing, key_wrong if one does
/// not open.
[[nodiscard]] Result<std::int64_t> sealAnew(store::Store &store, journal::Journal &journal, std::string_view by);

}  // namespace castellan
