// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/roles.h"

#include <QColor>
#include <QPalette>

#include <span>

namespace castellan::ui {

enum class Scheme { light, dark, highContrast };

/// The colour that a scheme has for a role. The only place of the program where colours are written down.
[[nodiscard]] QColor colorOf(Scheme scheme, ColorRole role);
[[nodiscard]] QPalette paletteOf(Scheme scheme);

/// QR codes are black on white in every scheme.
inline constexpr QRgb codeInk = 0xFF000000;
inline constexpr QRgb codePaper = 0xFFFFFFFF;

/// WCAG 2.2 contrast ratio of two opaque colours, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

/// A text role and a ground that it is drawn on somewhere; every such pair keeps 4.5:1 in every scheme.
struct TextPair {
    ColorRole text;
    ColorRole ground;
};
[[nodiscard]] std::span<const TextPair> textPairs();

/// Roles of visible parts other than text (outlines of fields, focus ring, state shapes), which keep 3:1.
[[nodiscard]] std::span<const TextPair> shapePairs();

}  // namespace castellan::ui
