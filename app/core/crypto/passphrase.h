// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/password.h"
#include "core/result.h"
#include "core/secret.h"

#include <cstddef>
#include <span>

namespace castellan {

/// 32 bytes of key from what a person remembers: Argon2id (RFC 9106), `salt` at least 16 random bytes. Takes a quarter
/// of a second at the default cost: never on an I/O or UI thread. ErrorCode::busy if there is not enough memory,
/// validation for a cost or salt that Argon2 refuses.
[[nodiscard]] Result<Secret> keyFromPassphrase(const Secret &passphrase, std::span<const std::byte> salt,
                                               PasswordCost cost = {});

}  // namespace castellan
