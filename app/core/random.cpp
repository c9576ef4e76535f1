// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/random.h"

#include <openssl/rand.h>

#include <array>
#include <cstdlib>
#include <string_view>

namespace castellan {

std::string Random::word(std::size_t length)
{
    constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    std::string out;
    out.reserve(length);
    std::array<std::byte, 64> pool{};
    while (out.size() < length) {
        fill(pool);
        for (const auto byte : pool) {
            const auto value = std::to_integer<unsigned>(byte) & 63u;
            if (value < alphabet.size() && out.size() < length)
                out += alphabet[value];
        }
    }
    return out;
}

void OpenSslRandom::fill(std::span<std::byte> out)
{
    if (RAND_bytes(reinterpret_cast<unsigned char *>(out.data()), int(out.size())) != 1)
        std::abort();
}

}  // namespace castellan
