// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <string_view>

/// Text of servers as people are shown it. A server may be hostile, and so may a user who chose a name on an honest
/// one: what is shown here stays one line, in the order in which it reads, and hides nothing (UTS 36, UTS 55).
namespace castellan::client {

/// One line. Line breaks, tabs and special spaces become spaces; controls become their symbols (U+2400 …); bidi
/// overrides and embeddings, invisible format characters and what isn't Unicode become U+FFFD; blank letters, and text
/// without a visible character, become ␣. Balanced isolates (FSI…PDI) stay: they reorder nothing outside themselves.
/// Applied twice it changes nothing. At most 4096 characters.
[[nodiscard]] QString displayText(const QString &text);
[[nodiscard]] QString displayText(std::string_view utf8);

/// displayText() for a place in a sentence: between FSI and PDI where its direction could reorder the words around it
/// (UAX 9), that is where it has right-to-left letters, or the language is written from right to left.
[[nodiscard]] QString isolated(const QString &text);

}  // namespace castellan::client
