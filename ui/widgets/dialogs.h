// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QDialog;
class QWidget;

namespace castellan::ui {

/// Opens a dialog that deletes itself when it is closed; the focus then goes back to `opener`, if that still exists.
void openOver(QDialog *dialog, QWidget *opener);

/// Keeps the dialog as high as its content, which may wrap and change, needs it: by itself a window neither grows for
/// text that wraps nor shrinks. A dialog with a list, which has a use for more, only grows; none gets higher than its
/// screen.
void fitContent(QDialog *dialog);

}  // namespace castellan::ui
