// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/journal/journal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace castellan::stream {

/// A position in the journal as a subscriber names it: EPOCH:SEQ:H8.
struct Cursor {
    std::string epoch;
    std::int64_t seq = 0;
    std::string chain;  ///< first 8 bytes of the chain after that row, as hex

    [[nodiscard]] static std::optional<Cursor> parse(std::string_view text);
};

[[nodiscard]] std::string cursorText(std::uint64_t epoch, std::int64_t seq, const Digest &chain);

/// `tail:200`: 200; nothing if it is no such thing, or more than `most`.
[[nodiscard]] std::optional<std::int64_t> parseTail(std::string_view text, std::int64_t most);

}  // namespace castellan::stream
