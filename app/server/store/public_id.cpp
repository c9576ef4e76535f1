// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/public_id.h"

#include "core/mutex.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>

namespace castellan::store {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t idLength = 22;  // 62^22 > 2^128
constexpr std::size_t blockSize = 16;

using Block = std::array<unsigned char, blockSize>;
__extension__ using Wide = unsigned __int128;

void putBig(unsigned char *to, std::uint64_t value, std::size_t bytes)
{
    for (std::size_t i = 0; i < bytes; ++i)
        to[i] = static_cast<unsigned char>(value >> (8U * (bytes - 1 - i)));
}

std::uint64_t getBig(const unsigned char *from, std::size_t bytes)
{
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        out = (out << 8U) | from[i];
    return out;
}

std::string toText(const Block &block)
{
    auto value = (Wide(getBig(block.data(), 8)) << 64U) | getBig(block.data() + 8, 8);
    std::string out(idLength, '0');
    for (auto i = idLength; i-- > 0; value /= alphabet.size())
        out[i] = alphabet[std::size_t(value % alphabet.size())];
    return out;
}

std::optional<Block> fromText(std::string_view text)
{
    if (text.size() != idLength)
        return std::nullopt;
    Wide value = 0;
    for (const char c : text) {
        const auto digit = alphabet.find(c);
        if (digit == std::string_view::npos)
            return std::nullopt;
        if (value > (~Wide(0) - digit) / alphabet.size())
            return std::nullopt;
        value = value * alphabet.size() + digit;
    }
    Block out{};
    putBig(out.data(), std::uint64_t(value >> 64U), 8);
    putBig(out.data() + 8, std::uint64_t(value), 8);
    return out;
}

/// One cipher context for one direction; OpenSSL's contexts must not be used by several threads at once.
class OneBlock {
public:
    OneBlock(const Secret &key, bool encrypt) : m_context(EVP_CIPHER_CTX_new())
    {
        if (m_context == nullptr || key.size() != 32 ||
            EVP_CipherInit_ex(m_context, EVP_aes_256_ecb(), nullptr, key.data(), nullptr, encrypt ? 1 : 0) != 1 ||
            EVP_CIPHER_CTX_set_padding(m_context, 0) != 1)
            std::abort();  // no memory, or a key of the wrong size
    }
    ~OneBlock() { EVP_CIPHER_CTX_free(m_context); }
    OneBlock(const OneBlock &) = delete;
    OneBlock &operator=(const OneBlock &) = delete;

    Block operator()(const Block &in)
    {
        const Lock lock(m_mutex);
        Block out{};
        int n = 0;
        if (EVP_CipherUpdate(m_context, out.data(), &n, in.data(), int(in.size())) != 1 || n != int(out.size()))
            std::abort();
        return out;
    }

private:
    Mutex m_mutex;
    EVP_CIPHER_CTX *m_context GUARDED_BY(m_mutex);
};

}  // namespace

struct PublicIds::Impl {
    explicit Impl(const Secret &key) : encrypt(key, true), decrypt(key, false) {}
    OneBlock encrypt;
    OneBlock decrypt;
};

PublicIds::PublicIds(const Secret &key) : m_impl(std::make_unique<Impl>(key)) {}
PublicIds::~PublicIds() = default;

// The block: kind (2 bytes), epoch (6), number (8), big-endian.
std::string PublicIds::encodeBlock(std::uint16_t kind, const JournalPlace &place) const
{
    Block block{};
    putBig(block.data(), std::uint64_t(kind), 2);
    putBig(block.data() + 2, place.epoch, 6);
    putBig(block.data() + 8, std::uint64_t(place.seq), 8);
    return toText(m_impl->encrypt(block));
}

std::optional<JournalPlace> PublicIds::decodeBlock(std::uint16_t kind, std::string_view text) const
{
    const auto sealed = fromText(text);
    if (!sealed)
        return std::nullopt;
    const auto block = m_impl->decrypt(*sealed);
    const auto number = std::int64_t(getBig(block.data() + 8, 8));
    if (getBig(block.data(), 2) != std::uint64_t(kind) || number <= 0)
        return std::nullopt;
    return JournalPlace{getBig(block.data() + 2, 6), number};
}

}  // namespace castellan::store
