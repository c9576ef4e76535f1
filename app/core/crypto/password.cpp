// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/password.h"

#include "core/wiping.h"

#include <argon2.h>
#include <openssl/crypto.h>

#include <array>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>

#if __has_include(<crypt.h>)
#include <crypt.h>
#endif

namespace castellan {
namespace {

constexpr std::size_t saltSize = 16;
constexpr std::size_t hashSize = 32;
constexpr std::string_view argonPrefix = "$argon2id$v=19$";

/// Reads `name<number>` from the front of `text`.
bool takeNumber(std::string_view &text, std::string_view name, std::uint32_t &out)
{
    if (!text.starts_with(name))
        return false;
    text.remove_prefix(name.size());
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (ec != std::errc{})
        return false;
    text.remove_prefix(std::size_t(end - text.data()));
    return true;
}

std::optional<PasswordCost> costOf(std::string_view stored)
{
    if (!stored.starts_with(argonPrefix))
        return std::nullopt;
    stored.remove_prefix(argonPrefix.size());
    PasswordCost cost;
    if (!takeNumber(stored, "m=", cost.memoryKiB) || !takeNumber(stored, ",t=", cost.passes) ||
        !takeNumber(stored, ",p=", cost.lanes) || !stored.starts_with('$'))
        return std::nullopt;
    return cost;
}

bool isBcrypt(std::string_view stored)
{
    return stored.starts_with("$2a$") || stored.starts_with("$2b$") || stored.starts_with("$2y$");
}

bool verifyBcrypt([[maybe_unused]] const Secret &password, [[maybe_unused]] const std::string &stored)
{
#if __has_include(<crypt.h>)
    // bcrypt stops at a NUL and after 72 bytes: what follows would not count, and two passwords would be one.
    constexpr std::size_t bcryptLimit = 72;
    if (password.size() > bcryptLimit || password.view().find('\0') != std::string_view::npos)
        return false;
    const WipingString text(password.view());
    const auto work = std::make_unique<crypt_data>();
    std::memset(work.get(), 0, sizeof(crypt_data));
    const char *made = crypt_r(text.c_str(), stored.c_str(), work.get());
    const bool same =
        made != nullptr && std::strlen(made) == stored.size() && CRYPTO_memcmp(made, stored.data(), stored.size()) == 0;
    OPENSSL_cleanse(work.get(), sizeof(crypt_data));
    return same;
#else
    return false;
#endif
}

}  // namespace

Result<std::string> hashPassword(const Secret &password, Random &random, PasswordCost cost)
{
    std::array<std::byte, saltSize> salt{};
    random.fill(salt);
    std::string encoded(argon2_encodedlen(cost.passes, cost.memoryKiB, cost.lanes, saltSize, hashSize, Argon2_id),
                        '\0');
    const int rc = argon2id_hash_encoded(cost.passes, cost.memoryKiB, cost.lanes, password.data(), password.size(),
                                         salt.data(), salt.size(), hashSize, encoded.data(), encoded.size());
    if (rc == ARGON2_MEMORY_ALLOCATION_ERROR)
        return fail(ErrorCode::busy, "There is not enough memory to check passwords; try again in a moment.");
    if (rc != ARGON2_OK)
        return fail(ErrorCode::internal, "The password could not be hashed.");
    encoded.resize(std::strlen(encoded.c_str()));
    return encoded;
}

bool verifyPassword(const Secret &password, const std::string &stored)
{
    if (isBcrypt(stored))
        return verifyBcrypt(password, stored);
    // A damaged row must not make the server take gigabytes.
    const auto cost = costOf(stored);
    if (!cost || cost->memoryKiB > 1024 * 1024 || cost->passes > 64 || cost->lanes > 16)
        return false;
    return argon2id_verify(stored.c_str(), password.data(), password.size()) == ARGON2_OK;
}

bool needsRehash(std::string_view stored, PasswordCost cost)
{
    const auto has = costOf(stored);
    return !has || has->memoryKiB < cost.memoryKiB || has->passes < cost.passes || has->lanes != cost.lanes;
}

std::string unmatchableHash(PasswordCost cost)
{
    // Salt and hash of zeros: no input is known to give it, and verifying does all the work.
    return std::string(argonPrefix) + "m=" + std::to_string(cost.memoryKiB) + ",t=" + std::to_string(cost.passes) +
           ",p=" + std::to_string(cost.lanes) + "$" + std::string(22, 'A') + "$" + std::string(43, 'A');
}

}  // namespace castellan
