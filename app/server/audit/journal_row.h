// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/audit/journal.h"
#include "server/store/journal_rows.h"

namespace castellan::audit {

/// A row as the rest of the server sees it.
[[nodiscard]] JournalRow rowFrom(const store::PublicIds &ids, const store::JournalRecord &record);

}  // namespace castellan::audit
