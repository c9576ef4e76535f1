// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/digest.h"
#include "server/store/tables/journal_records.h"

#include <cstdint>
#include <string>
#include <string_view>

/// How rows are hashed: format version 1 of docs/journal-format.md, frozen.
namespace castellan::journal {

inline constexpr std::uint8_t journalFormat = 1;
inline constexpr std::size_t saltSize = 16;

/// The fixed part; `id` is the row's public id.
[[nodiscard]] std::string fixedPart(const store::JournalRecord &record, std::string_view id);
[[nodiscard]] std::string personalPart(const store::JournalRecord &record);
/// SHA-256(salt ‖ personal part).
[[nodiscard]] Digest personalHash(const store::JournalRecord &record);
/// A leaf of a Merkle tree (RFC 6962 §2.1): SHA-256(0x00 ‖ data).
[[nodiscard]] Digest treeLeaf(std::string_view data);
/// The leaf of version ‖ fixed part ‖ personal hash, with the record's `personalHash`.
[[nodiscard]] Digest leafHash(const store::JournalRecord &record, std::string_view id);
/// SHA-256(previous ‖ leaf).
[[nodiscard]] Digest chainHash(const Digest &previous, const Digest &leaf);

}  // namespace castellan::journal
