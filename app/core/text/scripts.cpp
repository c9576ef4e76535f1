// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/scripts.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace castellan {
namespace {

enum class Script : std::uint8_t { latin, greek, coptic, cyrillic, armenian, georgian, cherokee, lisu };

struct Range {
    char32_t first;
    char32_t last;
    Script script;
};

/// The property Script of Unicode 14 for these scripts, in order. Roman numerals count as Latin letters. utf8proc has
/// no such table, and ICU, which has, would be the server's largest library.
constexpr auto ranges = std::to_array<Range>({
    {0x41, 0x5a, Script::latin},        {0x61, 0x7a, Script::latin},        {0xaa, 0xaa, Script::latin},
    {0xba, 0xba, Script::latin},        {0xc0, 0xd6, Script::latin},        {0xd8, 0xf6, Script::latin},
    {0xf8, 0x2b8, Script::latin},       {0x2e0, 0x2e4, Script::latin},      {0x370, 0x373, Script::greek},
    {0x375, 0x37d, Script::greek},      {0x37f, 0x384, Script::greek},      {0x386, 0x386, Script::greek},
    {0x388, 0x3e1, Script::greek},      {0x3e2, 0x3ef, Script::coptic},     {0x3f0, 0x3ff, Script::greek},
    {0x400, 0x484, Script::cyrillic},   {0x487, 0x52f, Script::cyrillic},   {0x531, 0x58f, Script::armenian},
    {0x10a0, 0x10fa, Script::georgian}, {0x10fc, 0x10ff, Script::georgian}, {0x13a0, 0x13fd, Script::cherokee},
    {0x1c80, 0x1c88, Script::cyrillic}, {0x1c90, 0x1cbf, Script::georgian}, {0x1d00, 0x1d25, Script::latin},
    {0x1d26, 0x1d2a, Script::greek},    {0x1d2b, 0x1d2b, Script::cyrillic}, {0x1d2c, 0x1d5c, Script::latin},
    {0x1d5d, 0x1d61, Script::greek},    {0x1d62, 0x1d65, Script::latin},    {0x1d66, 0x1d6a, Script::greek},
    {0x1d6b, 0x1d77, Script::latin},    {0x1d78, 0x1d78, Script::cyrillic}, {0x1d79, 0x1dbe, Script::latin},
    {0x1dbf, 0x1dbf, Script::greek},    {0x1e00, 0x1eff, Script::latin},    {0x1f00, 0x1ffe, Script::greek},
    {0x2071, 0x2071, Script::latin},    {0x207f, 0x207f, Script::latin},    {0x2090, 0x209c, Script::latin},
    {0x2126, 0x2126, Script::greek},    {0x212a, 0x212b, Script::latin},    {0x2132, 0x2132, Script::latin},
    {0x214e, 0x214e, Script::latin},    {0x2160, 0x2188, Script::latin},    {0x2c60, 0x2c7f, Script::latin},
    {0x2c80, 0x2cff, Script::coptic},   {0x2d00, 0x2d2d, Script::georgian}, {0x2de0, 0x2dff, Script::cyrillic},
    {0xa4d0, 0xa4ff, Script::lisu},     {0xa640, 0xa69f, Script::cyrillic}, {0xa722, 0xa787, Script::latin},
    {0xa78b, 0xa7ff, Script::latin},    {0xab30, 0xab5a, Script::latin},    {0xab5c, 0xab64, Script::latin},
    {0xab65, 0xab65, Script::greek},    {0xab66, 0xab69, Script::latin},    {0xab70, 0xabbf, Script::cherokee},
    {0xfb00, 0xfb06, Script::latin},    {0xfb13, 0xfb17, Script::armenian}, {0xfe2e, 0xfe2f, Script::cyrillic},
    {0xff21, 0xff3a, Script::latin},    {0xff41, 0xff5a, Script::latin},    {0x10140, 0x1018e, Script::greek},
    {0x101a0, 0x101a0, Script::greek},  {0x10780, 0x107ba, Script::latin},  {0x11fb0, 0x11fb0, Script::lisu},
    {0x1d200, 0x1d245, Script::greek},  {0x1df00, 0x1df1e, Script::latin},
});

const Range *rangeOf(char32_t c)
{
    const auto *const range = std::ranges::lower_bound(ranges, c, {}, &Range::last);
    return range != ranges.end() && range->first <= c ? range : nullptr;
}

}  // namespace

bool mixesLookAlikeScripts(std::string_view text)
{
    if (isAscii(text))
        return false;
    const Range *found = nullptr;
    while (!text.empty()) {
        const auto *const range = rangeOf(takeCodePoint(text));
        if (range == nullptr)
            continue;
        if (found != nullptr && found->script != range->script)
            return true;
        found = range;
    }
    return false;
}

}  // namespace castellan
