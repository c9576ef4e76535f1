// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/password.h"
#include "core/json/secret_text.h"
#include "core/policy.h"
#include "server/store/store.h"
#include "server/store/tables/second_factors.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// TOTP codes (RFC 6238) and backup codes: making them, and accepting each of them once.
namespace castellan::identity::second_factor {

/// Ten backup codes for a lost authenticator: 50 random bits each, stored as Argon2id hashes. They share one salt, so
/// that verifying a code costs one hash and not ten.
struct BackupCodes {
    std::string salt;
    PasswordCost cost;
    std::vector<json::SecretText<>> codes;  ///< `ABCDE-FGHIJ`
    std::vector<Digest> hashes;
};
inline constexpr std::size_t backupCodeCount = 10;

/// Takes about a second, so it belongs on a password thread. No hash costs more than `limit`.
[[nodiscard]] Result<BackupCodes> newBackupCodes(Random &random, PasswordCost limit = {});

/// The hash of a typed backup code; nothing for a text that can't be one. Belongs on a password thread.
[[nodiscard]] Result<std::optional<Digest>> backupHash(const store::SecondFactor &factor, std::string_view typed);

[[nodiscard]] std::string seal(const store::Store &store, UserId user, const Secret &secret, Random &random);
/// ErrorCode::key_missing, key_wrong.
[[nodiscard]] Result<Secret> open(const store::Store &store, const store::SecondFactor &factor);

enum class Kind : std::uint8_t { authenticator, backupCode };
[[nodiscard]] std::string_view word(Kind kind);  // "authenticator", "backup code"

/// Accepts a code once, in the act that it confirms: nothing if it is wrong or was used before. `backup`: its
/// backupHash.
[[nodiscard]] Result<std::optional<Kind>> take(const store::Store &store, store::Writer &writer,
                                               const SecondFactorPolicy &policy, const store::SecondFactor &factor,
                                               std::string_view typed, const std::optional<Digest> &backup);

}  // namespace castellan::identity::second_factor
