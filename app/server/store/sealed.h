// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/seal.h"
#include "server/store/keys.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// Credentials are sealed once more inside the encrypted database, each class under a key of its own that is derived
/// from the master key: what opens one class opens no other.
namespace castellan::store {

enum class SealedClass : std::uint8_t {
    check,    ///< a known text that tells the right master key from a wrong one
    signing,  ///< the journal's Ed25519 keys
    totp,     ///< secrets of second factors
};

/// Seals under the keys' master key; opens what it or the old master key sealed.
[[nodiscard]] Sealer sealerFor(SealedClass kind, const StoreKeys &keys);

/// A column that holds sealed texts. Every such column has its line in sealedColumns(), so that changing the master key
/// finds it; a test looks through the schema for columns that are called `sealed`.
struct SealedColumn {
    SealedClass kind;
    std::string_view table;
    /// Rows with id > $after, ascending, at most $limit: id (integer), sealed text, the context it was sealed with.
    const char *select;
    /// Sets the sealed text ($sealed) of the row $id.
    const char *update;
};
[[nodiscard]] std::span<const SealedColumn> sealedColumns();

}  // namespace castellan::store
