// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log.h"

#include <array>

namespace castellan {
namespace {

constexpr unsigned char firstPrintable = 0x20;
constexpr unsigned char del = 0x7f;
// U+0080 to U+009F, which terminals obey as they obey ESC: in UTF-8 0xC2 and a second byte.
constexpr unsigned char c1Lead = 0xc2;
constexpr unsigned char c1End = 0xa0;

void appendEscaped(std::string &out, std::string_view text)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    const auto escape = [&out](unsigned char c) {
        out += "\\u00";
        out += digits[c >> 4U];
        out += digits[c & 0xfU];
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : c1End;
        if (c < firstPrintable || c == del) {
            escape(c);
        } else if (c == c1Lead && next >= 0x80 && next < c1End) {
            escape(next);
            ++i;
        } else {
            out += text[i];
        }
    }
}

}  // namespace

std::string_view logLevelWord(LogLevel level)
{
    constexpr std::array<std::string_view, 3> words{"info", "warning", "error"};
    return words.at(std::size_t(level));
}

std::string toText(const LogLine &line)
{
    std::string out;
    appendEscaped(out, line.category);
    out += ' ';
    out += logLevelWord(line.level);
    if (!line.requestId.empty()) {
        out += " request ";
        appendEscaped(out, line.requestId);
    }
    out += ": ";
    appendEscaped(out, line.message);
    return out;
}

}  // namespace castellan
