// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QLabel;

namespace castellan::ui {

/// Backup codes, shown once: the page is left with the tick that they are stored.
class BackupCodesPage : public QWidget {
    Q_OBJECT
public:
    explicit BackupCodesPage(Theme &theme, QWidget *parent = nullptr);
    void show(const QStringList &codes);
    [[nodiscard]] bool hasCodes() const;

Q_SIGNALS:
    void stored();

private:
    QLabel *m_codes;
    QCheckBox *m_stored;
};

}  // namespace castellan::ui
