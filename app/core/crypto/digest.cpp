// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/digest.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <cstdlib>
#include <memory>

namespace castellan {
namespace {

const unsigned char *raw(std::span<const std::byte> data)
{
    // OpenSSL takes an empty input, but not a null one.
    static constexpr unsigned char nothing = 0;
    return data.empty() ? &nothing : reinterpret_cast<const unsigned char *>(data.data());
}

}  // namespace

Digest sha256(std::span<const std::byte> data)
{
    // Fetched once: looking the algorithm up costs several times a short digest.
    static const EVP_MD *const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    Digest out;
    // It only fails without memory; a wrong digest instead would be worse than no process.
    if (EVP_Digest(raw(data), data.size(), reinterpret_cast<unsigned char *>(out.data()), nullptr, algorithm,
                   nullptr) != 1)
        std::abort();
    return out;
}

Digest hmacSha256(std::span<const std::byte> key, std::span<const std::byte> data)
{
    Digest out;
    unsigned length = 0;
    // It only fails without memory; a wrong code instead would be worse than no process.
    if (HMAC(EVP_sha256(), raw(key), int(key.size()), raw(data), data.size(),
             reinterpret_cast<unsigned char *>(out.data()), &length) == nullptr)
        std::abort();
    return out;
}

Secret hkdfSha256(std::span<const std::byte> key, std::span<const std::byte> salt, std::span<const std::byte> info,
                  std::size_t length)
{
    const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr), &EVP_KDF_free);
    const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(EVP_KDF_CTX_new(kdf.get()),
                                                                            &EVP_KDF_CTX_free);
    char digest[] = "SHA256";
    const std::array parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, const_cast<unsigned char *>(raw(key)), key.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, const_cast<unsigned char *>(raw(salt)), salt.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, const_cast<unsigned char *>(raw(info)), info.size()),
        OSSL_PARAM_construct_end(),
    };
    Secret out(length);
    if (EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char *>(out.writable().data()), length,
                       parameters.data()) != 1)
        std::abort();
    return out;
}

bool constantTimeEqual(std::span<const std::byte> a, std::span<const std::byte> b)
{
    return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

std::string toHex(std::span<const std::byte> data)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(data.size() * 2);
    for (const auto byte : data) {
        out += digits[std::to_integer<unsigned>(byte) >> 4U];
        out += digits[std::to_integer<unsigned>(byte) & 15U];
    }
    return out;
}

}  // namespace castellan
