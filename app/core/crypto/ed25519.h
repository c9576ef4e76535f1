// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <cstddef>
#include <span>
#include <string>

/// Signatures by Ed25519 (RFC 8032), by OpenSSL.
namespace castellan::ed25519 {

inline constexpr std::size_t keySize = 32;
inline constexpr std::size_t signatureSize = 64;

/// The public key (32 bytes) of a private key, which is any 32 random bytes. ErrorCode::key_wrong for another length.
[[nodiscard]] Result<std::string> publicKey(const Secret &privateKey);
/// 64 bytes. ErrorCode::key_wrong for a private key of another length.
[[nodiscard]] Result<std::string> sign(const Secret &privateKey, std::span<const std::byte> message);
/// False for anything that is not that key's signature of that message.
[[nodiscard]] bool verify(std::span<const std::byte> publicKey, std::span<const std::byte> message,
                          std::span<const std::byte> signature);

}  // namespace castellan::ed25519
