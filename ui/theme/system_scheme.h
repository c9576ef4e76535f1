// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>

namespace castellan::ui {

/// Whether the desktop asks for dark windows. Qt 6.5 has a hint for it; before, the palette that the desktop gave us
/// tells (it must be the one from before this program set its own).
[[nodiscard]] inline bool systemIsDark([[maybe_unused]] const QPalette &given)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    return given.color(QPalette::WindowText).lightnessF() > given.color(QPalette::Window).lightnessF();
#endif
}

}  // namespace castellan::ui
