// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server_list.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLabel;
class QLineEdit;

namespace castellan::ui {

class Button;
class SecretField;

/// "Confirm that it is you": password, or code where a second factor is on; the person at this computer only confirms.
/// A wrong answer stays. Closing it means that nothing is changed.
class StepUpDialog : public QDialog {
    Q_OBJECT
public:
    StepUpDialog(Theme &theme, client::Server &server, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// A dialog does not grow by itself for text that wraps.
    void fit();
    void prove();
    void useCode(bool on);
    void say(const QString &problem);
    client::Server &m_server;
    bool m_local;
    bool m_byCode = false;
    QLabel *m_passwordLabel = nullptr;
    SecretField *m_password = nullptr;
    QLabel *m_codeLabel = nullptr;
    QLineEdit *m_code = nullptr;
    Button *m_other = nullptr;
    QLabel *m_problem;
    Button *m_confirm;
};

/// Opens the dialog whenever a change on one of the servers waits for proof.
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
