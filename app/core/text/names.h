// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace castellan {

/// Why a text can't be the name of a person, a team, a key …: the end of a sentence that begins with "the name".
/// Refused are categories Cc, Cf, Zl and Zp, which hide, reorder or break the line that the name is displayed in, and
/// names without a visible character (spaces, fillers, blank symbols). The joiners ZWNJ and ZWJ are taken within a word
/// and within an emoji sequence, where languages need them.
[[nodiscard]] std::optional<std::string_view> faultOfName(std::string_view name);

/// At least one character that leaves ink.
[[nodiscard]] bool hasVisibleCharacter(std::string_view text);

}  // namespace castellan
