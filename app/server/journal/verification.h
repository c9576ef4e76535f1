// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/journal/journal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace castellan::journal {

struct VerifyReport {
    std::int64_t rows = 0;
    std::int64_t checkpoints = 0;  ///< valid ones inside the database
    Head head;
    /// The first finding, as a sentence; empty: none.
    std::string finding;
    std::int64_t badSeq = 0;  ///< the row that the finding is about; 0: none in particular
    /// Whether an external checkpoint was compared. Without one, a truncated end and an older copy of the whole
    /// database go undetected.
    bool comparedOutside = false;

    [[nodiscard]] bool good() const { return finding.empty(); }
};

/// Reads the whole journal and recomputes every hash. An error only if it can't be read.
[[nodiscard]] Result<VerifyReport> verifyJournal(store::Reader &reader, const std::optional<Checkpoint> &outside);

}  // namespace castellan::journal
