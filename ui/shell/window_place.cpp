// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window_place.h"

#include <QGuiApplication>
#include <QScreen>

#include <algorithm>

namespace castellan::ui {
namespace {

/// What the window manager usually draws around a window, and is unknown before the window is shown.
constexpr QMargins decoration(4, 32, 4, 4);

}  // namespace

QRect placedWithin(QRect wanted, const QRect &room)
{
    wanted.setSize(wanted.size().boundedTo(room.size()));
    wanted.moveLeft(std::clamp(wanted.left(), room.left(), room.right() - wanted.width() + 1));
    wanted.moveTop(std::clamp(wanted.top(), room.top(), room.bottom() - wanted.height() + 1));
    return wanted;
}

void keepOnScreen(QWidget &window)
{
    const QScreen *screen = QGuiApplication::screenAt(window.geometry().center());
    if (!screen)
        screen = QGuiApplication::primaryScreen();
    if (!screen)
        return;
    const QRect room = screen->availableGeometry().marginsRemoved(decoration);
    window.setMinimumSize(window.minimumSize().boundedTo(room.size()));
    if (const QRect placed = placedWithin(window.geometry(), room); placed != window.geometry())
        window.setGeometry(placed);
}

}  // namespace castellan::ui
