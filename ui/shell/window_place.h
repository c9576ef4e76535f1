// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRect>
#include <QWidget>

namespace castellan::ui {

/// `wanted` moved, and where necessary made smaller, so that it lies within `room`.
[[nodiscard]] QRect placedWithin(QRect wanted, const QRect &room);

/// Brings a window that was restored, or is larger than the screen, into the room of its screen (of the first screen if
/// it is on none). Its least size becomes no larger than that.
void keepOnScreen(QWidget &window);

}  // namespace castellan::ui
