// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/journal/journal.h"
#include "server/store/tables/journal_records.h"

namespace castellan::journal {

/// A row as the rest of the server sees it.
[[nodiscard]] JournalRow rowFrom(const store::PublicIds &ids, const store::JournalRecord &record);

}  // namespace castellan::journal
