// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <openssl/evp.h>

#include <filesystem>
#include <memory>

namespace castellan::http {

struct FreeKey {
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
using PrivateKey = std::unique_ptr<EVP_PKEY, FreeKey>;

/// Reads an unencrypted PEM key. ErrorCode::io if it is missing, no key, or anyone but owner and group may read it:
/// such a key has to be taken for known.
[[nodiscard]] Result<PrivateKey> readKeyFile(const std::filesystem::path &file);

}  // namespace castellan::http
