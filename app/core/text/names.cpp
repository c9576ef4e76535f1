// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/names.h"

#include "core/text/utf8.h"

#include <utf8proc.h>

#include <algorithm>

namespace castellan {
namespace {

constexpr char32_t zwnj = 0x200c;
constexpr char32_t zwj = 0x200d;

utf8proc_category_t categoryOf(char32_t c)
{
    return utf8proc_category(utf8proc_int32_t(c));
}

bool isLetterOrMark(char32_t c)
{
    const auto category = categoryOf(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

bool isMark(char32_t c)
{
    const auto category = categoryOf(c);
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool isPictograph(char32_t c)
{
    return utf8proc_get_property(utf8proc_int32_t(c))->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

/// Blank, although their categories are those of letters and symbols and they aren't "default ignorable".
bool isBlank(char32_t c)
{
    return c == 0x2800 || c == 0x1d159 || c == 0x13441 || c == 0x13442;
}

bool isVisible(char32_t c)
{
    const auto category = categoryOf(c);
    const bool inked = (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
                       (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_SO);
    return inked && !utf8proc_get_property(utf8proc_int32_t(c))->ignorable && !isBlank(c);
}

/// Where a joiner joins: between letters with their marks, or between pictographs.
struct Neighbours {
    char32_t before = 0;    ///< the character before, 0 at the beginning
    char32_t unmarked = 0;  ///< the last one that is no mark
    std::string_view rest;

    [[nodiscard]] bool mayJoin(char32_t joiner) const
    {
        if (before == 0 || rest.empty())
            return false;
        auto following = rest;
        const auto after = takeCodePoint(following);
        if (isLetterOrMark(before) && !isPictograph(unmarked) && isLetterOrMark(after))
            return true;
        return joiner == zwj && isPictograph(unmarked) && isPictograph(after);
    }
};

std::optional<std::string_view> faultOf(char32_t c, const Neighbours &neighbours)
{
    switch (categoryOf(c)) {
    case UTF8PROC_CATEGORY_CC:
        return "has a control character";
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return "has a line break";
    case UTF8PROC_CATEGORY_CF:
        if ((c == zwj || c == zwnj) && neighbours.mayJoin(c))
            return std::nullopt;
        return "has an invisible formatting character";
    default:
        return std::nullopt;
    }
}

}  // namespace

bool hasVisibleCharacter(std::string_view text)
{
    while (!text.empty())
        if (isVisible(takeCodePoint(text)))
            return true;
    return false;
}

std::optional<std::string_view> faultOfName(std::string_view name)
{
    const auto plain = [](char c) { return c >= ' ' && c <= '~'; };
    if (std::ranges::all_of(name, plain)) {
        if (name.find_first_not_of(' ') == std::string_view::npos)
            return "has no visible character";
        return std::nullopt;
    }
    if (!isUtf8(name))
        return "is not valid UTF-8";
    Neighbours neighbours;
    neighbours.rest = name;
    while (!neighbours.rest.empty()) {
        const auto c = takeCodePoint(neighbours.rest);
        if (const auto fault = faultOf(c, neighbours))
            return fault;
        neighbours.before = c;
        if (!isMark(c))
            neighbours.unmarked = c;
    }
    if (!hasVisibleCharacter(name))
        return "has no visible character";
    return std::nullopt;
}

}  // namespace castellan
