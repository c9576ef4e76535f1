// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"
#include "core/result.h"
#include "server/audit/journal.h"
#include "server/store/journal_rows.h"

#include <optional>
#include <string>
#include <string_view>

namespace castellan::audit {

/// What is signed: "castellan checkpoint 1\n" ‖ epoch ‖ seq ‖ at (µs), 8 bytes each, big-endian ‖ chain.
[[nodiscard]] std::string checkpointMessage(const Checkpoint &checkpoint);
[[nodiscard]] bool signatureHolds(const Checkpoint &checkpoint);

[[nodiscard]] Checkpoint checkpointFrom(const store::CheckpointRecord &record);

/// JSON, for keeping outside.
[[nodiscard]] std::string writeCheckpoint(const Checkpoint &checkpoint, std::string_view databaseId);
/// ErrorCode::validation with what is wrong; the signature is not looked at.
[[nodiscard]] Result<Checkpoint> readCheckpoint(std::string_view text);

/// Signs with the newest signing key, made at the first use and sealed under the master key.
class CheckpointSigner {
public:
    [[nodiscard]] Result<void> write(store::Writer &writer, const Sealer &sealer, const Head &head);

private:
    [[nodiscard]] Result<void> load(store::Writer &writer, const Sealer &sealer);
    std::optional<std::int64_t> m_id;
    Secret m_key;
    std::string m_publicKey;

public:
    /// The transaction in which the key was made may be gone.
    void forget() { m_id.reset(); }
};

}  // namespace castellan::audit
