// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/printable.h"

#include "core/text/utf8.h"

#include <utf8proc.h>

#include <algorithm>

namespace castellan {
namespace {

bool isPrintable(char32_t c)
{
    switch (utf8proc_category(utf8proc_int32_t(c))) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    default:
        return true;
    }
}

void appendHex(std::string &out, char32_t value, unsigned digits)
{
    static constexpr std::string_view hex = "0123456789abcdef";
    while (digits-- > 0)
        out += hex[value >> 4U * digits & 0xfU];
}

void appendEscaped(std::string &out, char32_t c)
{
    out += c < 0x10000 ? "\\u" : "\\U";
    appendHex(out, c, c < 0x10000 ? 4 : 8);
}

}  // namespace

std::string printable(std::string_view text)
{
    if (std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; }))
        return std::string(text);
    std::string out;
    out.reserve(text.size() + 16);
    while (!text.empty()) {
        const auto before = text;
        const auto c = takeCodePoint(text);
        const auto bytes = before.substr(0, before.size() - text.size());
        if (!isUtf8(bytes)) {
            for (const char byte : bytes) {
                out += "\\x";
                appendHex(out, static_cast<unsigned char>(byte), 2);
            }
        } else if (isPrintable(c)) {
            out += bytes;
        } else {
            appendEscaped(out, c);
        }
    }
    return out;
}

}  // namespace castellan
