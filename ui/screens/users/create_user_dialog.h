// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "core/random.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QRadioButton;

namespace castellan::ui {

class Button;
class Pages;
class SecretField;

/// A new account. Its initial password is made here and shown once, or typed; it has to be changed at the first
/// sign-in where the server asks for that.
class CreateUserDialog : public QDialog {
    Q_OBJECT
public:
    /// `withAuditors`: the server knows auditors.
    CreateUserDialog(Theme &theme, client::Server &server, Random &random, bool withAuditors, QWidget *parent);
    ~CreateUserDialog() override;

    void reject() override;

Q_SIGNALS:
    void created(const castellan::records::User &user);

private:
    void buildForm(Theme &theme, bool withAuditors);
    void buildResult(Theme &theme);
    void update();
    void create();
    void showPassword(const records::User &user);
    void say(const Error &error);

    client::Server &m_server;
    Random &m_random;
    Pages *m_pages;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_username = nullptr;
    QLineEdit *m_email = nullptr;
    QComboBox *m_role = nullptr;
    QRadioButton *m_generate = nullptr;
    QRadioButton *m_type = nullptr;
    SecretField *m_password = nullptr;
    QLabel *m_problem = nullptr;
    Button *m_create = nullptr;
    QLabel *m_resultWords = nullptr;
    QLabel *m_resultMeaning = nullptr;
    QLabel *m_resultPassword = nullptr;
    Button *m_copy = nullptr;
    Secret m_generated;
    bool m_busy = false;
};

}  // namespace castellan::ui
