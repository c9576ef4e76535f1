// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace castellan::ui {

/// What a colour is for. Light, dark and high contrast are three tables of the same roles.
enum class ColorRole {
    bg,       ///< rail, navigation, status bar
    surface,  ///< content
    raised,   ///< buttons, review box
    border,
    text,
    muted,
    faint,  ///< for what may be missed
    accent,
    accentGround,
    success,
    successGround,
    warning,
    warningGround,
    danger,
    dangerGround,
    selection,
    histogram,
    production,
    staging,
    development,
    local,
};

}  // namespace castellan::ui
