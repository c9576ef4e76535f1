// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "server/store/act.h"

#include <optional>
#include <string>
#include <string_view>

namespace castellan::store {

/// A key that signs the journal's checkpoints. Old keys stay, for the signatures that they made.
struct SigningKeyRecord {
    SigningKeyId id;
    std::string publicKey;  ///< Ed25519, 32 bytes
    std::string sealed;     ///< the private key, sealed
};

namespace signing_keys {

[[nodiscard]] Result<SigningKeyId> insert(Writer &writer, std::string_view publicKey, std::string_view sealed);
[[nodiscard]] Result<std::optional<SigningKeyRecord>> newest(Reader &reader);

}  // namespace signing_keys
}  // namespace castellan::store
