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

/// Re-seals the texts that an old master key sealed, in a store that was opened with both keys, and journals the
/// completion. In small transactions: an interrupted run is continued by the next one, and until then both keys open
/// everything. The number of texts that this run sealed. ErrorCode::key_missing, key_wrong if one does not open.
[[nodiscard]] Result<std::int64_t> sealAnew(store::Store &store, journal::Journal &journal, std::string_view by);

}  // namespace castellan
