// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <functional>

class QLabel;
class QWidget;

namespace castellan::ui {

/// Copies a secret. Managers and histories of the clipboard are asked not to keep it; it is taken away after `life` and
/// at the end of the program, unless something else was copied meanwhile. False: the desktop has no clipboard for it.
[[nodiscard]] bool copySecret(const QString &secret, std::chrono::milliseconds life = std::chrono::seconds(30));

/// Text that is selected in `widget` is taken out of the primary selection of X11 and Wayland at once, before another
/// program can ask for it. Widgets of Qt put text there when it is selected with the mouse.
void keepOutOfPrimarySelection(QWidget *widget, std::function<QString()> selectedText);

/// A label with a secret that may be selected: what is copied from it by keyboard or menu is copied as a secret, and
/// selecting alone copies nothing.
void copyAsSecret(QLabel *label);

}  // namespace castellan::ui
