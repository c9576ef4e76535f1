// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server_list.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <array>

class QLabel;
class QLineEdit;

namespace castellan::ui {

class Button;
class CredentialPage;
class Pages;
class SecretField;

/// Step-up: asks for the password, or for a code where a second factor is on; the local person only confirms. Stays
/// open after a wrong one. Closing it cancels the change.
class StepUpDialog : public QDialog {
    Q_OBJECT
public:
    StepUpDialog(Theme &theme, client::Server &server, QWidget *parent);

private:
    QWidget *makeFields(Theme &theme, bool withCodes);
    void prove();
    void useCode(bool on);
    void say(const QString &problem);

    client::Server &m_server;
    Pages *m_pages = nullptr;  ///< null: the person at this computer only confirms
    std::array<CredentialPage *, 2> m_ways{};
    QLineEdit *m_code = nullptr;
    SecretField *m_password = nullptr;
    Button *m_other = nullptr;
    QLabel *m_problem;
    Button *m_confirm;
};

/// Opens the dialog when a change on one of the servers waits for a step-up.
class StepUpPrompt : public QObject {
    Q_OBJECT
public:
    StepUpPrompt(Theme &theme, client::ServerList &servers, QWidget *window);

private:
    void watch(client::Server *server);
    void ask(client::Server &server);
    Theme &m_theme;
    QWidget *m_window;
};

}  // namespace castellan::ui
