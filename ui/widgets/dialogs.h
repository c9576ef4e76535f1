// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QDialog;
class QWidget;

namespace castellan::ui {

/// Opens a dialog that deletes itself when it is closed; the focus then goes back to `opener`, if that still exists.
void openOver(QDialog *dialog, QWidget *opener);

/// Makes a dialog higher where text that wraps needs it; a dialog does not do so by itself.
void growToFit(QDialog *dialog);

}  // namespace castellan::ui
