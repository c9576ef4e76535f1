// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/store/act.h"
#include "server/store/sealed.h"

#include <cstdint>
#include <optional>

/// Re-sealing of all sealed texts after a change of the master key.
namespace castellan::store::sealed_rows {

struct Pass {
    std::int64_t changed = 0;
    std::optional<std::int64_t> next;  ///< where to continue; nothing: that was the last row
};

/// Re-seals the texts among the next `limit` rows that an old key sealed.
[[nodiscard]] Result<Pass> sealAnew(Writer &writer, const SealedColumn &column, const Sealer &sealer,
                                    std::int64_t after, std::int64_t limit);
/// Rows that only an old key opens.
[[nodiscard]] Result<std::int64_t> countOld(Reader &reader, const SealedColumn &column, const Sealer &sealer);

/// Whether the master key check is sealed under the new key.
[[nodiscard]] Result<bool> checkIsNew(Reader &reader, const Sealer &sealer);
[[nodiscard]] Result<void> sealCheckAnew(Writer &writer, const Sealer &sealer);

}  // namespace castellan::store::sealed_rows
