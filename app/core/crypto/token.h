// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/digest.h"
#include "core/random.h"
#include "core/secret.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Opaque tokens: the credentials of sessions and API keys, and the digests that are stored.
///
///     ffpat_ <48 characters of base64url>
///     |      |
///     |      32 random bytes, then the first 4 bytes of SHA-256(prefix ‖ "_" ‖ the 32 bytes)
///     kind: ffu for sessions, ffpat for personal access tokens (FlowFuse's words), cas_live and cas_test for service
///     keys, by the environment for which they were made
///
/// The checksum tells a mistyped or cut token from a revoked one before anything is looked up, and lets secret scanners
/// tell a token from noise. Only SHA-256 of the whole text is stored: 256 random bits need no salt and no slow hash.
namespace castellan {

enum class TokenKind : std::uint8_t { session, personal, serviceLive, serviceTest };

[[nodiscard]] std::string_view tokenPrefix(TokenKind kind);  // "ffu", "ffpat", "cas_live", "cas_test"

[[nodiscard]] Secret newToken(TokenKind kind, Random &random);

/// The kind of a well-formed token, nothing for anything else.
[[nodiscard]] std::optional<TokenKind> tokenKind(std::string_view token);

/// The digest that is stored and looked up.
[[nodiscard]] inline Digest tokenDigest(std::string_view token)
{
    return sha256(bytesOf(token));
}

}  // namespace castellan
