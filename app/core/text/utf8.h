// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF.
namespace castellan {

[[nodiscard]] bool isUtf8(std::string_view text);

/// Valid UTF-8: U+FFFD in the place of each maximal part of an ill-formed sequence (Unicode 15, 3.9, as browsers do
/// it). Valid text comes back as it is.
[[nodiscard]] std::string repairedUtf8(std::string text);

/// At most `limit` bytes from the beginning of valid UTF-8, never a part of a character.
[[nodiscard]] std::string_view cutUtf8(std::string_view text, std::size_t limit);

/// Takes the first character off valid UTF-8 that is not empty.
[[nodiscard]] char32_t takeCodePoint(std::string_view &text);

void appendUtf8(std::string &out, char32_t codePoint);

/// Only bytes below 0x80: what most texts are, and what needs no closer look.
[[nodiscard]] bool isAscii(std::string_view text);

}  // namespace castellan
