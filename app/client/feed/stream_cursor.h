// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace castellan::client {

/// A position in a server's journal, in the stream's notation: EPOCH:SEQ:H8.
struct StreamCursor {
    std::string text;
    std::string epoch;
    std::int64_t sequence = 0;

    [[nodiscard]] static std::optional<StreamCursor> parse(std::string_view text)
    {
        const auto first = text.find(':');
        const auto second = first == std::string_view::npos ? first : text.find(':', first + 1);
        if (second == std::string_view::npos || first == 0 || second + 1 == text.size())
            return std::nullopt;
        StreamCursor cursor{std::string(text), std::string(text.substr(0, first)), 0};
        const auto digits = text.substr(first + 1, second - first - 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), cursor.sequence);
        if (error != std::errc() || end != digits.data() + digits.size() || cursor.sequence < 0)
            return std::nullopt;
        return cursor;
    }
};

}  // namespace castellan::client
