// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/draft_file.h"
#include "ui/theme/theme.h"

#include <QDialog>

namespace castellan::ui {

/// Asks what becomes of changes that are not applied when the window is closed. Rejected, it stays open.
class ClosingDialog : public QDialog {
    Q_OBJECT
public:
    ClosingDialog(Theme &theme, const std::vector<Draft> &drafts, QWidget *parent);

Q_SIGNALS:
    void keepChosen();
    void discardChosen();
};

}  // namespace castellan::ui
