// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secret.h"

#include <cstdio>
#include <string>
#include <string_view>

/// Standard output and standard error: the only way in which a program says something there. Names of people, paths and
/// messages may hold anything, so that each line goes through core/text/printable.h.
namespace castellan::os {

/// Writes one line, in one piece.
void printLine(std::FILE *out, std::string_view text);
/// Writes a text of several lines, such as the help of a command, line by line.
void printLines(std::FILE *out, std::string_view text);
/// Writes a secret that is shown once, as one line; no copy of it stays in a buffer. False: it isn't printable ASCII,
/// or the stream takes nothing.
[[nodiscard]] bool printSecret(std::FILE *out, const Secret &secret);

/// The text as it is printed, with spaces after it up to `width` characters: a column of a table.
[[nodiscard]] std::string column(std::string_view text, std::size_t width);

}  // namespace castellan::os
