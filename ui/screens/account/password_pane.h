// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QLabel;

namespace castellan::ui {

class Button;
class FieldProblem;
class PasswordRules;
class SecretField;
class WriteGuard;

/// Changes the password of the signed-in user: the current one, the new one with the server's rules and its strength,
/// the new one again, and whether access tokens end, too. Nothing of it is kept as a draft.
class PasswordPane : public QWidget {
    Q_OBJECT
public:
    PasswordPane(Theme &theme, client::Server &server, QWidget *parent = nullptr);

    void setUser(const records::User &user);
    /// Reads the server's rules again.
    void refresh();

Q_SIGNALS:
    void toast(const QString &text, const QString &act = {}, const std::function<void()> &onAct = {});

private:
    /// Shows the first missing or wrong value at its field.
    [[nodiscard]] bool hasProblem();
    void ask();
    void change();
    void say(const Error &error);
    void update();
    [[nodiscard]] bool offersEndOfTokens() const;
    void wipe();

    Theme &m_theme;
    client::Server &m_server;
    records::User m_user;
    bool m_hasPolicy = false;
    bool m_busy = false;
    QLabel *m_words;  ///< why there is no password to change
    QWidget *m_form;
    SecretField *m_current;
    SecretField *m_next;
    SecretField *m_again;
    QCheckBox *m_endTokens;
    QLabel *m_tokensNote;
    FieldProblem *m_currentProblem = nullptr;
    FieldProblem *m_nextProblem = nullptr;
    FieldProblem *m_againProblem = nullptr;
    PasswordRules *m_rules;
    QLabel *m_problem = nullptr;
    Button *m_change = nullptr;
    WriteGuard *m_guard;
};

}  // namespace castellan::ui
