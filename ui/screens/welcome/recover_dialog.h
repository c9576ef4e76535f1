// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/local_host.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLabel;
class QLineEdit;

namespace castellan::ui {

class Button;

/// The local server's key is gone from the keychain: asks for the recovery key that was shown when it was created.
class RecoverDialog : public QDialog {
    Q_OBJECT
public:
    RecoverDialog(Theme &theme, LocalHost &host, const QString &why, QWidget *parent);

Q_SIGNALS:
    void recovered(const castellan::ui::LocalHost::Started &started);

private:
    void recover();
    LocalHost &m_host;
    QLineEdit *m_key;
    QLabel *m_problem;
    Button *m_recover;
};

}  // namespace castellan::ui
