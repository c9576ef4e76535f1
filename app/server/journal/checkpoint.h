// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"
#include "core/result.h"
#include "server/journal/journal.h"
#include "server/store/tables/journal_checkpoints.h"

#include <optional>
#include <string>
#include <string_view>

namespace castellan::journal {

/// What is signed: "castellan checkpoint 1\n" ‖ epoch ‖ seq ‖ at (µs), 8 bytes each, big-endian ‖ chain.
[[nodiscard]] std::string checkpointMessage(const Checkpoint &checkpoint);
[[nodiscard]] bool signatureHolds(const Checkpoint &checkpoint);

[[nodiscard]] Checkpoint checkpointFrom(const store::CheckpointRecord &record);

/// As JSON, to be kept outside the server.
[[nodiscard]] std::string writeCheckpoint(const Checkpoint &checkpoint, std::string_view databaseId);
/// ErrorCode::validation naming the wrong member; the signature is not verified.
[[nodiscard]] Result<Checkpoint> readCheckpoint(std::string_view text);

/// The newest signing key, made if there is none; stored sealed under the master key.
struct SigningKey {
    SigningKeyId id;
    Secret key;
    std::string publicKey;
};
[[nodiscard]] Result<SigningKey> loadSigningKey(store::Writer &writer, const Sealer &sealer);

class CheckpointSigner {
public:
    [[nodiscard]] Result<void> write(store::Writer &writer, const Sealer &sealer, const Head &head);

    /// Forgets the cached key: the transaction that made it may have been rolled back.
    void forget() { m_key.reset(); }

private:
    std::optional<SigningKey> m_key;
};

}  // namespace castellan::journal
