// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/sign_in/sign_in.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace castellan::ui {

class Button;
class Pages;
class QrCode;

/// Sets up a second factor where the server demands one: scan or type the key, verify a code, keep
/// the backup codes. Nothing changes before the code was verified, and a wrong one ends nothing.
class EnrolForm : public QWidget {
    Q_OBJECT
public:
    explicit EnrolForm(Theme &theme, QWidget *parent = nullptr);
    void begin(client::SignIn &signIn);
    /// Backup codes are shown and not yet kept: nothing may take them away.
    [[nodiscard]] bool isShowingCodes() const;
    void focusFirst();

Q_SIGNALS:
    /// Codes are kept (or there are none).
    void done();

private:
    QWidget *makeScanPage(QWidget *parent);
    QWidget *makeCodesPage(QWidget *parent);
    void verify();
    void show(const client::Enrolment &enrolment);
    void showCodes(const QStringList &codes);
    void say(const QString &problem);

    Theme &m_theme;
    QPointer<client::SignIn> m_signIn;
    Pages *m_pages;
    QrCode *m_code = nullptr;
    QLabel *m_key = nullptr;
    QLineEdit *m_answer = nullptr;
    QLabel *m_problem = nullptr;
    Button *m_verify = nullptr;
    QLabel *m_codes = nullptr;
    QCheckBox *m_stored = nullptr;
    Button *m_done = nullptr;
    int m_wrong = 0;
};

}  // namespace castellan::ui
