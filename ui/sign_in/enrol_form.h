// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/sign_in/sign_in.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;

namespace castellan::ui {

class BackupCodesPage;
class Button;
class CredentialPage;
class Pages;
class QrCode;

/// Sets up a second factor where the server demands one: scan or type the key, verify a code, save the backup codes.
/// The account changes once a code is verified; a wrong code may be corrected.
class EnrolForm : public QWidget {
    Q_OBJECT
public:
    explicit EnrolForm(Theme &theme, QWidget *parent = nullptr);
    void begin(client::SignIn &signIn);
    /// Backup codes are shown and not saved yet: the form must stay.
    [[nodiscard]] bool isShowingCodes() const;
    void focusFirst();

Q_SIGNALS:
    /// Codes are saved (or there are none).
    void done();

private:
    /// The QR code, and the key beside it.
    QLayout *makeKey(Theme &theme);
    void verify();
    void verified(const Result<client::SignInStep> &next);
    void show(const client::Enrolment &enrolment);

    QPointer<client::SignIn> m_signIn;
    Pages *m_pages;
    CredentialPage *m_scan;
    BackupCodesPage *m_codes;
    QrCode *m_image;
    QLabel *m_key;
    QLineEdit *m_code = nullptr;
    QLabel *m_problem = nullptr;
    Button *m_verify = nullptr;
    int m_wrong = 0;
};

}  // namespace castellan::ui
