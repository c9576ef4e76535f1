// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

namespace castellan::ui {

/// Help ▸ Shortcuts: every row of the table of shortcuts, in groups.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(Theme &theme, QWidget *parent);
    static ShortcutsDialog *show(Theme &theme, QWidget *parent);
};

}  // namespace castellan::ui
