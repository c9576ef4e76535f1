// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/journal/journal.h"
#include "server/store/public_id.h"

#include <string>

namespace castellan::journal {

/// Appends a journal row as the JSON of a records::AuditEntry. Written straight into the text, because pages of a
/// thousand rows and batches of the stream are made of it; a test holds it against the record's own codec.
void appendEntryText(std::string &out, const JournalRow &row, const store::PublicIds &ids);

}  // namespace castellan::journal
