// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace castellan::ui {

/// Icons drawn for this program: 24-unit grid, 1.75 stroke, round caps. X(name, file)
#define CASTELLAN_ICONS(X)                                                                                             \
    X(home, "home")                                                                                                    \
    X(list, "list")                                                                                                    \
    X(account, "account")                                                                                              \
    X(user, "user")                                                                                                    \
    X(users, "users")                                                                                                  \
    X(grid, "grid")                                                                                                    \
    X(box, "box")                                                                                                      \
    X(shield, "shield")                                                                                                \
    X(phone, "phone")                                                                                                  \
    X(key, "key")                                                                                                      \
    X(clock, "clock")                                                                                                  \
    X(gear, "gear")                                                                                                    \
    X(plus, "plus")                                                                                                    \
    X(minus, "minus")                                                                                                  \
    X(search, "search")                                                                                                \
    X(bell, "bell")                                                                                                    \
    X(lock, "lock")                                                                                                    \
    X(unlock, "unlock")                                                                                                \
    X(chevronRight, "chevron-right")                                                                                   \
    X(chevronLeft, "chevron-left")                                                                                     \
    X(chevronDown, "chevron-down")                                                                                     \
    X(chevronUp, "chevron-up")                                                                                         \
    X(arrowLeft, "arrow-left")                                                                                         \
    X(arrowRight, "arrow-right")                                                                                       \
    X(refresh, "refresh")                                                                                              \
    X(copy, "copy")                                                                                                    \
    X(download, "download")                                                                                            \
    X(play, "play")                                                                                                    \
    X(pause, "pause")                                                                                                  \
    X(check, "check")                                                                                                  \
    X(close, "close")                                                                                                  \
    X(more, "more")                                                                                                    \
    X(eye, "eye")                                                                                                      \
    X(eyeOff, "eye-off")                                                                                               \
    X(info, "info")                                                                                                    \
    X(warning, "warning")                                                                                              \
    X(server, "server")                                                                                                \
    X(plug, "plug")                                                                                                    \
    X(laptop, "laptop")                                                                                                \
    X(compass, "compass")                                                                                              \
    X(edit, "edit")                                                                                                    \
    X(trash, "trash")                                                                                                  \
    X(mail, "mail")                                                                                                    \
    X(external, "external")                                                                                            \
    X(panelRight, "panel-right")                                                                                       \
    X(filter, "filter")                                                                                                \
    X(logOut, "log-out")                                                                                               \
    X(offline, "offline")                                                                                              \
    X(keyboard, "keyboard")

enum class Icon {
#define X(name, file) name,
    CASTELLAN_ICONS(X)
#undef X
};

[[nodiscard]] QString iconFile(Icon icon);
/// Sharp at any device pixel ratio.
[[nodiscard]] QPixmap iconPixmap(Icon icon, const QColor &color, int size, qreal devicePixelRatio);
/// Draws itself in `color`, and in `disabled` where a widget is disabled.
[[nodiscard]] QIcon iconIn(Icon icon, const QColor &color, const QColor &disabled);
/// The program's own icon.
[[nodiscard]] QIcon applicationIcon();

}  // namespace castellan::ui
