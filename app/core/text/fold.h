// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace castellan {

/// Normalisation form C (Unicode, UAX 15). Bytes that aren't UTF-8 become U+FFFD.
[[nodiscard]] std::string normalized(std::string_view text);

/// The form in which texts are compared without regard to case: full case folding of canonically equivalent text
/// (Unicode, 3.13, D145), in normalisation form C. Folding what is folded changes nothing. Bytes that aren't UTF-8
/// become U+FFFD.
[[nodiscard]] std::string caseFolded(std::string_view text);

/// Whether `text` holds the text of which `folded` is the case-folded form, in any case.
[[nodiscard]] bool containsFolded(std::string_view text, std::string_view folded);

}  // namespace castellan
