// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"
#include "core/result.h"
#include "core/secret.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan {

/// Seals small secrets with AES-256-GCM (NIST SP 800-38D) under a key derived (HKDF-SHA-256) from a master key for one
/// purpose, e.g. "totp". A sealed text names its key, so that keys can be changed while old texts still open.
///
///     01 ‖ key id (4 bytes, big-endian) ‖ nonce (12) ‖ ciphertext ‖ tag (16)
///
/// The first five bytes and the caller's `context` (what the secret belongs to, e.g. a user's id) are authenticated
/// too: a sealed text that is moved to another row doesn't open. Nonces are random: at most 2^32 texts under one key.
class Sealer {
public:
    /// `master`: 32 random bytes; the first key seals.
    Sealer(std::string_view purpose, std::uint32_t keyId, const Secret &master);
    /// A key that only opens.
    void addOld(std::uint32_t keyId, const Secret &master);

    [[nodiscard]] std::string seal(const Secret &plain, std::string_view context, Random &random) const;
    /// ErrorCode::key_missing if the key isn't among ours, key_wrong if it, the text or the context isn't the one.
    [[nodiscard]] Result<Secret> open(std::string_view sealed, std::string_view context) const;
    /// The text was sealed with an old key.
    [[nodiscard]] bool isOld(std::string_view sealed) const;

private:
    struct Key {
        std::uint32_t id;
        Secret bytes;
    };
    std::string m_purpose;
    std::vector<Key> m_keys;
};

/// The number by which sealed texts name the key derived from this master key.
[[nodiscard]] std::uint32_t sealingKeyId(const Secret &master);

/// AES-256-GCM with a key of one's own: `nonce (12) ‖ ciphertext ‖ tag (16)`. `key` has 32 bytes.
[[nodiscard]] std::string aesGcmSeal(const Secret &key, std::span<const std::byte> plain,
                                     std::span<const std::byte> authenticated, Random &random);
/// ErrorCode::key_wrong if anything was altered.
[[nodiscard]] Result<Secret> aesGcmOpen(const Secret &key, std::span<const std::byte> sealed,
                                        std::span<const std::byte> authenticated);

}  // namespace castellan
