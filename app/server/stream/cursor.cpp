// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/stream/cursor.h"

#include <charconv>

namespace castellan::stream {
namespace {

std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    std::int64_t n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    return error == std::errc() && end == text.data() + text.size() && n >= 0 ? std::optional(n) : std::nullopt;
}

bool isHex(std::string_view text)
{
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::optional<Cursor> Cursor::parse(std::string_view text)
{
    const auto first = text.find(':');
    const auto second = first == std::string_view::npos ? first : text.find(':', first + 1);
    if (second == std::string_view::npos)
        return std::nullopt;
    const auto epoch = text.substr(0, first);
    const auto seq = wholeNumber(text.substr(first + 1, second - first - 1));
    const auto chain = text.substr(second + 1);
    if (epoch.size() != 12 || !isHex(epoch) || !seq || chain.size() != 16 || !isHex(chain))
        return std::nullopt;
    return Cursor{std::string(epoch), *seq, std::string(chain)};
}

std::string cursorText(std::uint64_t epoch, std::int64_t seq, const Digest &chain)
{
    return journal::epochName(epoch) + ':' + std::to_string(seq) + ':' + journal::chainPrefix(chain);
}

std::optional<std::int64_t> parseTail(std::string_view text, std::int64_t most)
{
    if (!text.starts_with("tail:"))
        return std::nullopt;
    const auto n = wholeNumber(text.substr(5));
    return n && *n <= most ? n : std::nullopt;
}

}  // namespace castellan::stream
