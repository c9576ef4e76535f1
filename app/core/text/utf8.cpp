// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace castellan {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD

std::size_t asciiPrefix(std::string_view text)
{
    std::size_t n = 0;
    for (std::uint64_t eight = 0; text.size() - n >= sizeof eight; n += sizeof eight) {
        std::memcpy(&eight, text.data() + n, sizeof eight);
        if ((eight & 0x8080808080808080U) != 0)
            break;
    }
    while (n < text.size() && static_cast<unsigned char>(text[n]) < 0x80)
        ++n;
    return n;
}

/// What a text begins with: the bytes of a well-formed character, or of the maximal part of an ill-formed sequence.
struct Step {
    std::size_t size = 0;
    bool wellFormed = false;
};

/// Table 3-7 of the Unicode standard.
Step firstOf(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    std::size_t size = 0;
    unsigned low = 0x80;
    unsigned high = 0xbf;
    if (lead < 0x80) {
        size = 1;
    } else if (lead >= 0xc2 && lead <= 0xdf) {
        size = 2;
    } else if (lead >= 0xe0 && lead <= 0xef) {
        size = 3;
        low = lead == 0xe0 ? 0xa0 : low;
        high = lead == 0xed ? 0x9f : high;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
        size = 4;
        low = lead == 0xf0 ? 0x90 : low;
        high = lead == 0xf4 ? 0x8f : high;
    } else {
        return {1, false};
    }
    for (std::size_t i = 1; i < size; ++i) {
        if (i >= text.size())
            return {i, false};
        const auto next = static_cast<unsigned char>(text[i]);
        if (next < (i == 1 ? low : 0x80U) || next > (i == 1 ? high : 0xbfU))
            return {i, false};
    }
    return {size, true};
}

/// The bytes before the first ill-formed sequence.
std::size_t validPrefix(std::string_view text)
{
    std::size_t n = 0;
    for (;;) {
        n += asciiPrefix(text.substr(n));
        if (n == text.size())
            return n;
        const auto step = firstOf(text.substr(n));
        if (!step.wellFormed)
            return n;
        n += step.size;
    }
}

}  // namespace

bool isAscii(std::string_view text)
{
    return asciiPrefix(text) == text.size();
}

bool isUtf8(std::string_view text)
{
    return validPrefix(text) == text.size();
}

std::string repairedUtf8(std::string text)
{
    std::size_t valid = validPrefix(text);
    if (valid == text.size())
        return text;
    std::string out;
    out.reserve(text.size() + 8);
    std::string_view rest = text;
    for (;;) {
        out += rest.substr(0, valid);
        rest.remove_prefix(valid);
        if (rest.empty())
            return out;
        out += replacement;
        rest.remove_prefix(firstOf(rest).size);
        valid = validPrefix(rest);
    }
}

std::string_view cutUtf8(std::string_view text, std::size_t limit)
{
    if (text.size() <= limit)
        return text;
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U)
        --limit;
    return text.substr(0, limit);
}

char32_t takeCodePoint(std::string_view &text)
{
    const auto size = std::min(firstOf(text).size, text.size());
    const auto lead = static_cast<unsigned char>(text.front());
    char32_t out = size == 1 ? lead : lead & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i)
        out = out << 6U | (static_cast<unsigned char>(text[i]) & 0x3fU);
    text.remove_prefix(size);
    return out;
}

void appendUtf8(std::string &out, char32_t codePoint)
{
    const auto continued = [&out](char32_t bits) { out += char(0x80U | (bits & 0x3fU)); };
    if (codePoint < 0x80) {
        out += char(codePoint);
    } else if (codePoint < 0x800) {
        out += char(0xc0U | codePoint >> 6U);
        continued(codePoint);
    } else if (codePoint < 0x10000) {
        out += char(0xe0U | codePoint >> 12U);
        continued(codePoint >> 6U);
        continued(codePoint);
    } else {
        out += char(0xf0U | codePoint >> 18U);
        continued(codePoint >> 12U);
        continued(codePoint >> 6U);
        continued(codePoint);
    }
}

}  // namespace castellan
