// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace castellan {

/// Whether letters of two scripts that look alike stand in one text, as a Cyrillic а does in `аdmin`: Latin, Greek,
/// Coptic, Cyrillic, Armenian, Georgian, Cherokee and Lisu, each pair of them. Stricter than UTS 39's "moderately
/// restrictive", which refuses Latin with Cyrillic or Greek only. Other scripts (Han, Arabic …) may stand beside any,
/// and characters without a script (digits, punctuation, marks) don't count. `text` is valid UTF-8.
[[nodiscard]] bool mixesLookAlikeScripts(std::string_view text);

}  // namespace castellan
