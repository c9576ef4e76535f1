// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/base64url.h"

#include "core/crypto/digits.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace castellan {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::uint8_t foreign = 64;
/// The place of each character in the alphabet.
constexpr auto places = [] {
    std::array<std::uint8_t, 256> out{};
    out.fill(foreign);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        out[static_cast<unsigned char>(alphabet[i])] = std::uint8_t(i);
    return out;
}();

}  // namespace

std::string toBase64Url(std::span<const std::byte> data)
{
    std::string out;
    detail::appendDigits<6>(out, data, alphabet);
    return out;
}

std::optional<WipingBytes> fromBase64Url(std::string_view text)
{
    if (text.size() % 4 == 1)
        return std::nullopt;
    WipingBytes out;
    out.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char c : text) {
        const auto value = places[static_cast<unsigned char>(c)];
        if (value == foreign)
            return std::nullopt;
        bits = (bits << 6U) | std::uint32_t(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            out.push_back(std::byte((bits >> held) & 255U));
        }
    }
    if ((bits & ((1U << held) - 1U)) != 0)
        return std::nullopt;
    return out;
}

}  // namespace castellan
