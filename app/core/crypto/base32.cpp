// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/base32.h"

#include "core/crypto/digits.h"

#include <cstdint>
#include <vector>

namespace castellan {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::optional<std::uint32_t> valueOf(char c)
{
    if (c >= 'A' && c <= 'Z')
        return std::uint32_t(c - 'A');
    if (c >= 'a' && c <= 'z')
        return std::uint32_t(c - 'a');
    if (c >= '2' && c <= '7')
        return std::uint32_t(c - '2' + 26);
    return std::nullopt;
}

}  // namespace

WipingString toBase32(std::span<const std::byte> data)
{
    WipingString out;
    detail::appendDigits<5>(out, data, alphabet);
    return out;
}

std::optional<Secret> fromBase32(std::string_view text)
{
    while (text.ends_with('='))
        text.remove_suffix(1);
    Secret out(text.size() * 5 / 8);
    std::size_t size = 0;
    std::size_t characters = 0;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        if (c == ' ' || c == '-')
            continue;
        const auto value = valueOf(c);
        if (!value)
            return std::nullopt;
        ++characters;
        bits = (bits << 5U) | *value;
        held += 5;
        if (held >= 8) {
            held -= 8;
            out.writable()[size++] = std::byte((bits >> unsigned(held)) & 0xFFU);
            bits &= (1U << unsigned(held)) - 1;
        }
    }
    const auto rest = characters % 8;
    if (rest == 1 || rest == 3 || rest == 6 || bits != 0)
        return std::nullopt;
    return Secret(out.bytes().first(size));
}

}  // namespace castellan
