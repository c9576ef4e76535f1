// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/digest.h"
#include "server/store/act.h"
#include "server/store/tables/signing_keys.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace castellan::store {

/// A signed position of the journal; at most one for each `seq`.
struct CheckpointRecord {
    std::int64_t seq = 0;
    std::int64_t epoch = 0;
    Digest chain{};
    Instant at{};
    std::string publicKey;
    std::string signature;
};

namespace journal_checkpoints {

/// Inserts, or replaces the one of the same `seq`.
[[nodiscard]] Result<void> save(Writer &writer, const CheckpointRecord &checkpoint, SigningKeyId key);
/// Oldest first.
[[nodiscard]] Result<std::vector<CheckpointRecord>> all(Reader &reader);
[[nodiscard]] Result<std::optional<CheckpointRecord>> last(Reader &reader);

}  // namespace journal_checkpoints
}  // namespace castellan::store
