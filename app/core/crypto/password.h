// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"
#include "core/result.h"
#include "core/secret.h"

#include <cstdint>
#include <string>
#include <string_view>

/// Stored password hashes. Hashing takes a quarter of a second by intent: never on an I/O or UI thread.
namespace castellan {

/// The cost of one Argon2id hash (RFC 9106). The default is this program's; a stored hash carries its own.
struct PasswordCost {
    std::uint32_t memoryKiB = 64 * 1024;
    std::uint32_t passes = 3;
    std::uint32_t lanes = 1;

    friend bool operator==(const PasswordCost &, const PasswordCost &) = default;
};

/// PHC string: `$argon2id$v=19$m=65536,t=3,p=1$<salt>$<hash>`; 16 bytes of salt, 32 of hash.
/// ErrorCode::busy if there is not enough memory.
[[nodiscard]] Result<std::string> hashPassword(const Secret &password, Random &random, PasswordCost cost = {});

/// False for a wrong password and for a stored text that is no hash. Understands Argon2id, and bcrypt (`$2a$`, `$2b$`,
/// `$2y$`) where the platform's crypt does. Compares in constant time.
[[nodiscard]] bool verifyPassword(const Secret &password, const std::string &stored);

/// The stored hash is of another kind or cheaper than `cost`: hash again at the next sign-in.
[[nodiscard]] bool needsRehash(std::string_view stored, PasswordCost cost = {});

/// A hash that no password matches and that takes as long to verify as a real one of this cost: what an unknown user's
/// password is compared with.
[[nodiscard]] std::string unmatchableHash(PasswordCost cost = {});

}  // namespace castellan
