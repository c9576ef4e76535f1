// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/when_done.h"
#include "core/records/user.h"
#include "core/secret.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QTabBar;

namespace castellan::ui {

class Button;
class NewPasswordPage;
class Pages;
class SecretField;

/// What the form signs in with: a server, or the steps of adding one.
struct SignInTarget {
    std::function<client::Future<records::User>(const QString &, Secret)> signIn;
    std::function<client::Future<records::User>(const QString &)> answerSecondFactor;
    std::function<client::Future<records::User>(Secret)> useToken;
    std::function<client::Future<records::User>(Secret, Secret)> renewPassword;  ///< current, next
};

/// Password or token; then, if asked, the code of the second factor and another password in place of an expired one.
/// Failures stay on the step with their cause.
class SignInForm : public QWidget {
    Q_OBJECT
public:
    SignInForm(Theme &theme, SignInTarget target, QWidget *parent = nullptr);
    void setTarget(SignInTarget target);
    void setUsername(const QString &username);
    void reset();
    /// Somebody is signed in whose password has expired.
    void askForNewPassword();
    void focusFirst();
    [[nodiscard]] QString username() const;
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void signedIn(const castellan::records::User &user);

private:
    QWidget *makePasswordPage(QWidget *parent);
    QWidget *makeTokenPage(QWidget *parent);
    QWidget *makeCodePage(QWidget *parent);
    void submit();
    void take(const client::Future<records::User> &answer);
    void fail(const Error &error);
    void setBusy(bool busy);
    void showPage(int page);

    Theme &m_theme;
    SignInTarget m_target;
    QTabBar *m_ways;
    Pages *m_pages;
    QLineEdit *m_username = nullptr;
    SecretField *m_password = nullptr;
    SecretField *m_token = nullptr;
    QLineEdit *m_code = nullptr;
    NewPasswordPage *m_newPassword = nullptr;
    Secret m_typed;  ///< the password of this attempt, until it is known whether another has to be chosen
    QLabel *m_problem;
    Button *m_submit;
    Button *m_back;
    int m_wrongCodes = 0;
    bool m_busy = false;
};

}  // namespace castellan::ui
