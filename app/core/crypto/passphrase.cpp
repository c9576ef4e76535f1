// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/passphrase.h"

#include <argon2.h>

namespace castellan {

Result<Secret> keyFromPassphrase(const Secret &passphrase, std::span<const std::byte> salt, PasswordCost cost)
{
    if (salt.size() < 16)
        return fail(ErrorCode::validation, "A key needs at least 16 bytes of salt.").at("salt");
    Secret key(32);
    const int rc = argon2id_hash_raw(cost.passes, cost.memoryKiB, cost.lanes, passphrase.data(), passphrase.size(),
                                     salt.data(), salt.size(), key.writable().data(), key.size());
    if (rc == ARGON2_MEMORY_ALLOCATION_ERROR)
        return fail(ErrorCode::busy, "There is not enough memory to unlock this now.");
    if (rc != ARGON2_OK)
        return fail(ErrorCode::validation, std::string("Argon2 refuses this: ") + argon2_error_message(rc));
    return key;
}

}  // namespace castellan
