// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/base64url.h"

#include <cstdint>

namespace castellan {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

std::string toBase64Url(std::span<const std::byte> data)
{
    std::string out;
    out.reserve((data.size() * 4 + 2) / 3);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const auto byte : data) {
        bits = (bits << 8U) | std::to_integer<std::uint32_t>(byte);
        held += 8;
        while (held >= 6) {
            held -= 6;
            out += alphabet[(bits >> held) & 63U];
        }
    }
    if (held > 0)
        out += alphabet[(bits << (6 - held)) & 63U];
    return out;
}

std::optional<std::vector<std::byte>> fromBase64Url(std::string_view text)
{
    if (text.size() % 4 == 1)
        return std::nullopt;
    std::vector<std::byte> out;
    out.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char c : text) {
        const auto value = alphabet.find(c);
        if (value == std::string_view::npos)
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
