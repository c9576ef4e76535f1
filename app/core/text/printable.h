// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace castellan {

/// Text of strangers for a terminal or a log: one line of valid UTF-8 that no terminal obeys and that reads in the
/// order in which it stands. Controls, line and paragraph separators and invisible formatting characters become
/// `\u202e`, bytes that aren't UTF-8 `\xff`. A backslash stays as it is.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace castellan
