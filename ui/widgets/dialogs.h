// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QDialog;
class QWidget;

namespace castellan::ui {

/// Opens a dialog that deletes itself when it is closed; the focus then goes back to `opener`, if that still exists.
void openOver(QDialog *dialog, QWidget *opener);

}  // namespace castellan::ui
