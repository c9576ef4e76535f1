// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/secret.h"

#include <openssl/crypto.h>

#include <cstring>

namespace castellan {

Secret::Secret(std::string_view text) : m_bytes(text.size())
{
    if (!text.empty())
        std::memcpy(m_bytes.data(), text.data(), text.size());
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
        other.m_bytes.clear();
    }
    return *this;
}

Secret Secret::take(std::string &text)
{
    Secret out{std::string_view(text)};
    castellan::wipe(text);
    return out;
}

void Secret::wipe() noexcept
{
    if (!m_bytes.empty())
        OPENSSL_cleanse(m_bytes.data(), m_bytes.size());
    m_bytes.clear();
}

bool Secret::operator==(const Secret &other) const
{
    return size() == other.size() && (empty() || CRYPTO_memcmp(m_bytes.data(), other.m_bytes.data(), size()) == 0);
}

void wipe(void *memory, std::size_t size) noexcept
{
    OPENSSL_cleanse(memory, size);
}

void wipe(std::string &text) noexcept
{
    if (!text.empty())
        OPENSSL_cleanse(text.data(), text.size());
    text.clear();
}

}  // namespace castellan
