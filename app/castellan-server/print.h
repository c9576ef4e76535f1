// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace castellan::cli {

/// Writes one line: the only way in which a command says something. Names of people, paths and messages may hold
/// anything, so that each line goes through core/text/printable.h.
void printLine(std::FILE *out, std::string_view text);

/// The text as it is printed, with spaces after it up to `width` characters: a column of a table.
[[nodiscard]] std::string column(std::string_view text, std::size_t width);

}  // namespace castellan::cli
