// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

class QLabel;

namespace castellan::ui {

/// Shows a local server's recovery key, once. Closes only after the user has ticked that it is saved.
class RecoveryKeyDialog : public QDialog {
    Q_OBJECT
public:
    RecoveryKeyDialog(Theme &theme, const QString &key, QWidget *parent);
    static RecoveryKeyDialog *show(Theme &theme, const QString &key, QWidget *parent);
    void reject() override {}

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void save(const QString &key);
    QLabel *m_result;
};

}  // namespace castellan::ui
