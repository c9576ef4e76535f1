// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/ed25519.h"

#include <openssl/evp.h>

#include <memory>

namespace castellan::ed25519 {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char *raw(std::span<const std::byte> data)
{
    return reinterpret_cast<const unsigned char *>(data.data());
}

Key privateFrom(const Secret &key)
{
    return {EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()), &EVP_PKEY_free};
}

Failure wrongKey()
{
    return fail(ErrorCode::key_wrong, "The signing key is damaged: it does not have 32 bytes.");
}

}  // namespace

Result<std::string> publicKey(const Secret &privateKey)
{
    const auto key = privateFrom(privateKey);
    std::string out(keySize, '\0');
    std::size_t length = out.size();
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char *>(out.data()), &length) != 1)
        return wrongKey();
    return out;
}

Result<std::string> sign(const Secret &privateKey, std::span<const std::byte> message)
{
    const auto key = privateFrom(privateKey);
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    std::string out(signatureSize, '\0');
    std::size_t length = out.size();
    if (!key || !context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(out.data()), &length, raw(message),
                       message.size()) != 1)
        return wrongKey();
    return out;
}

bool verify(std::span<const std::byte> publicKey, std::span<const std::byte> message,
            std::span<const std::byte> signature)
{
    const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(publicKey), publicKey.size()),
                  &EVP_PKEY_free);
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message), message.size()) == 1;
}

}  // namespace castellan::ed25519
