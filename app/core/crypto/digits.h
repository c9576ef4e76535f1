// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace castellan::detail {

/// Appends the data in an alphabet of 2^Bits characters, first bits first; the last character is filled up with zeros
/// (RFC 4648, without padding).
template <unsigned Bits, class Text>
void appendDigits(Text &out, std::span<const std::byte> data, std::string_view alphabet)
{
    out.reserve(out.size() + (data.size() * 8 + Bits - 1) / Bits);
    constexpr std::uint32_t mask = (1U << Bits) - 1U;
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const auto byte : data) {
        bits = (bits << 8U) | std::to_integer<std::uint32_t>(byte);
        for (held += 8; held >= Bits;) {
            held -= Bits;
            out += alphabet[(bits >> held) & mask];
        }
    }
    if (held > 0)
        out += alphabet[(bits << (Bits - held)) & mask];
}

}  // namespace castellan::detail
