// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace castellan::ui {

/// The purpose of a colour. Light, dark and high contrast are three tables of the same roles.
enum class ColorRole {
    bg,       ///< rail, navigation, status bar
    surface,  ///< content
    raised,   ///< buttons, review box
    border,
    borderStrong,  ///< outline of a field or check box that must be seen (3:1)
    text,
    muted,
    faint,  ///< for unimportant text only
    accent,
    accentGround,
    onAccent,  ///< text on accent
    success,
    successGround,
    warning,
    warningGround,
    danger,
    dangerGround,
    onDanger,  ///< text on danger
    selection,
    hover,
    histogram,
    // Environments: solid tag (rail), text (chip, frame), ground of the chip.
    production,
    staging,
    development,
    local,
    onEnvironment,
    productionText,
    stagingText,
    developmentText,
    localText,
    productionGround,
    stagingGround,
    developmentGround,
    localGround,
};

inline constexpr std::size_t colorRoleCount = std::size_t(ColorRole::localGround) + 1;

/// The four sizes of text there are: 1.5, 1.15, 1 and 0.9 of the body.
enum class TextSize { title, heading, body, small };

}  // namespace castellan::ui
