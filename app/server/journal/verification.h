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
    std::int64_t checkpoints = 0;  ///< signed ones inside the database that hold
    Head head;
    /// The first thing that is wrong, as a sentence; empty: nothing is.
    std::string finding;
    std::int64_t badSeq = 0;  ///< the row that the finding is about; 0: none in particular
    /// Whether a checkpoint from outside was compared with. Without one it can't be told whether the end was cut off
    /// or the whole database replaced by an older copy.
    bool comparedOutside = false;

    [[nodiscard]] bool good() const { return finding.empty(); }
};

/// Reads the whole journal and computes every hash again. An error only if it can't be read.
[[nodiscard]] Result<VerifyReport> verifyJournal(store::Reader &reader, const std::optional<Checkpoint> &outside);

}  // namespace castellan::journal
