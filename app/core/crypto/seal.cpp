// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/seal.h"

#include "core/crypto/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <optional>

namespace castellan {
namespace {

constexpr std::size_t nonceSize = 12;
constexpr std::size_t tagSize = 16;
constexpr std::size_t keySize = 32;
constexpr std::size_t headerSize = 5;
constexpr std::byte formatVersion{1};

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

unsigned char *raw(std::span<std::byte> data)
{
    return reinterpret_cast<unsigned char *>(data.data());
}
const unsigned char *raw(std::span<const std::byte> data)
{
    return reinterpret_cast<const unsigned char *>(data.data());
}

std::array<std::byte, headerSize> headerOf(std::uint32_t id)
{
    return {formatVersion, std::byte(id >> 24U), std::byte(id >> 16U), std::byte(id >> 8U), std::byte(id)};
}

std::optional<std::uint32_t> keyIdOf(std::string_view sealed)
{
    if (sealed.size() < headerSize + nonceSize + tagSize || std::byte(sealed[0]) != formatVersion)
        return std::nullopt;
    std::uint32_t id = 0;
    for (std::size_t i = 1; i < headerSize; ++i)
        id = (id << 8U) | std::uint8_t(sealed[i]);
    return id;
}

std::string authenticated(std::string_view header, std::string_view context)
{
    return std::string(header) + std::string(context);
}

Secret derive(std::string_view purpose, const Secret &master)
{
    return hkdfSha256(master.bytes(), {}, bytesOf("castellan seal " + std::string(purpose)), keySize);
}

}  // namespace

std::string aesGcmSeal(const Secret &key, std::span<const std::byte> plain, std::span<const std::byte> aad,
                       Random &random)
{
    std::string out(nonceSize + plain.size() + tagSize, '\0');
    const std::span<std::byte> bytes{reinterpret_cast<std::byte *>(out.data()), out.size()};
    random.fill(bytes.first(nonceSize));
    const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    int n = 0;
    const bool ok = key.size() == keySize && context &&
                    EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), raw(bytes)) == 1 &&
                    (aad.empty() || EVP_EncryptUpdate(context.get(), nullptr, &n, raw(aad), int(aad.size())) == 1) &&
                    (plain.empty() || EVP_EncryptUpdate(context.get(), raw(bytes.subspan(nonceSize)), &n, raw(plain),
                                                        int(plain.size())) == 1) &&
                    EVP_EncryptFinal_ex(context.get(), raw(bytes.subspan(nonceSize + plain.size())), &n) == 1 &&
                    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tagSize, raw(bytes.last(tagSize))) == 1;
    // A key of another size is a mistake of ours, everything else is no memory: neither may end in plain text.
    if (!ok)
        std::abort();
    return out;
}

Result<Secret> aesGcmOpen(const Secret &key, std::span<const std::byte> sealed, std::span<const std::byte> aad)
{
    const auto wrong = [] {
        return fail(ErrorCode::key_wrong, "The sealed text does not open: the key is another one, or it was altered.");
    };
    if (key.size() != keySize || sealed.size() < nonceSize + tagSize)
        return wrong();
    const auto cipher = sealed.subspan(nonceSize, sealed.size() - nonceSize - tagSize);
    std::array<std::byte, tagSize> tag{};
    std::ranges::copy(sealed.last(tagSize), tag.begin());
    Secret plain(cipher.size());
    const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    int n = 0;
    const bool ok =
        context && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), raw(sealed)) == 1 &&
        (aad.empty() || EVP_DecryptUpdate(context.get(), nullptr, &n, raw(aad), int(aad.size())) == 1) &&
        (cipher.empty() ||
         EVP_DecryptUpdate(context.get(), raw(plain.writable()), &n, raw(cipher), int(cipher.size())) == 1) &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tagSize, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(context.get(), reinterpret_cast<unsigned char *>(tag.data()), &n) == 1;
    if (!ok)
        return wrong();
    return plain;
}

std::uint32_t sealingKeyId(const Secret &master)
{
    const auto bytes = hkdfSha256(master.bytes(), {}, bytesOf("castellan key id"), 4);
    std::uint32_t id = 0;
    for (const auto byte : bytes.bytes())
        id = (id << 8U) | std::uint32_t(byte);
    return id;
}

Sealer::Sealer(std::string_view purpose, std::uint32_t keyId, const Secret &master) : m_purpose(purpose)
{
    addOld(keyId, master);
}

void Sealer::addOld(std::uint32_t keyId, const Secret &master)
{
    m_keys.push_back({keyId, derive(m_purpose, master)});
}

std::string Sealer::seal(const Secret &plain, std::string_view context, Random &random) const
{
    const auto header = headerOf(m_keys.front().id);
    std::string out(reinterpret_cast<const char *>(header.data()), header.size());
    const auto aad = authenticated(out, context);
    out += aesGcmSeal(m_keys.front().bytes, plain.bytes(), bytesOf(aad), random);
    return out;
}

Result<Secret> Sealer::open(std::string_view sealed, std::string_view context) const
{
    const auto id = keyIdOf(sealed);
    if (!id)
        return fail(ErrorCode::key_wrong, "This is not a sealed text of this program.");
    const auto key = std::ranges::find(m_keys, *id, &Key::id);
    if (key == m_keys.end())
        return fail(ErrorCode::key_missing, "The key that sealed this text (number " + std::to_string(*id) +
                                                ") is not among the server's keys.");
    const auto aad = authenticated(sealed.substr(0, headerSize), context);
    return aesGcmOpen(key->bytes, bytesOf(sealed.substr(headerSize)), bytesOf(aad));
}

bool Sealer::isOld(std::string_view sealed) const
{
    const auto id = keyIdOf(sealed);
    return id && *id != m_keys.front().id;
}

}  // namespace castellan
