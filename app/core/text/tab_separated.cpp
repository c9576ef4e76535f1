// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/tab_separated.h"

#include "core/text/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace castellan {
namespace {

bool breaksLines(char32_t c)
{
    const auto category = utf8proc_category(utf8proc_int32_t(c));
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

bool isSpace(char32_t c)
{
    return utf8proc_category(utf8proc_int32_t(c)) == UTF8PROC_CATEGORY_ZS;
}

std::string inOneLine(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto c = takeCodePoint(text);
        appendUtf8(out, breaksLines(c) ? U' ' : c);
    }
    return out;
}

/// Digits with a sign and a point: what is copied to be added up.
bool isNumber(std::string_view text)
{
    text.remove_prefix(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return !text.empty() && isDigit(text.front()) && std::ranges::count(text, '.') <= 1 &&
           std::ranges::all_of(text, [&](char c) { return isDigit(c) || c == '.'; });
}

/// Spreadsheets skip spaces before a formula, and some take the full-width forms of the signs.
bool isFormula(std::string_view cell)
{
    auto first = cell;
    for (auto rest = cell; !rest.empty() && isSpace(takeCodePoint(rest));)
        first = rest;
    constexpr std::array<std::string_view, 8> signs{"=", "+", "-", "@", "＝", "＋", "－", "＠"};
    return std::ranges::any_of(signs, [&](auto sign) { return first.starts_with(sign); }) && !isNumber(first);
}

std::string cellOf(std::string_view text)
{
    auto cell = inOneLine(text);
    if (isFormula(cell))
        return '\'' + cell;
    if (!cell.starts_with('"'))
        return cell;
    std::string quoted = "\"";
    for (const char c : cell)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

}  // namespace

std::string tabSeparated(const std::vector<std::vector<std::string>> &rows)
{
    std::string out;
    for (const auto &row : rows) {
        const char *before = "";
        for (const auto &cell : row) {
            out += before + cellOf(cell);
            before = "\t";
        }
        out += '\n';
    }
    return out;
}

}  // namespace castellan
