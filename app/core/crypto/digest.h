// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secret.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// Digests by OpenSSL: SHA-256 (FIPS 180-4), HMAC (RFC 2104), HKDF (RFC 5869).
namespace castellan {

using Digest = std::array<std::byte, 32>;

[[nodiscard]] inline std::span<const std::byte> bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::byte *>(text.data()), text.size()};
}

[[nodiscard]] Digest sha256(std::span<const std::byte> data);
[[nodiscard]] Digest hmacSha256(std::span<const std::byte> key, std::span<const std::byte> data);

/// `length` bytes (at most 8,160), bound to `info`, from a key that is already random or not.
[[nodiscard]] Secret hkdfSha256(std::span<const std::byte> key, std::span<const std::byte> salt,
                                std::span<const std::byte> info, std::size_t length);

/// Takes as long for any contents of the same length.
[[nodiscard]] bool constantTimeEqual(std::span<const std::byte> a, std::span<const std::byte> b);

[[nodiscard]] std::string toHex(std::span<const std::byte> data);

}  // namespace castellan
