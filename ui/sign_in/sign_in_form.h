// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/sign_in/sign_in.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QLineEdit;
class QTabBar;

namespace castellan::ui {

class Button;
class CredentialPage;
class NewPasswordPage;
class Pages;

/// Password or token; then, if asked, the code of the second factor and a new password in place of an expired one.
/// Failures stay on the step with their cause; where the server has ended the attempt, the form is back at its first
/// step.
class SignInForm : public QWidget {
    Q_OBJECT
public:
    explicit SignInForm(Theme &theme, QWidget *parent = nullptr);
    /// Which server to sign in to; null: none.
    void setSignIn(client::SignIn *signIn);
    void setUsername(const QString &username);
    void reset();
    /// The password of the user who is signed in has expired.
    void askForNewPassword();
    void focusFirst();
    [[nodiscard]] QString username() const;
    /// Whether an access token is the chosen way.
    [[nodiscard]] bool isByToken() const;
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void signedIn(const castellan::records::User &user);

private:
    /// In the order of the pages. The first two are alternatives.
    enum Step { passwordStep, tokenStep, codeStep, newPasswordStep };
    struct Page {
        CredentialPage *fields;
        QString verb;
        std::function<client::SignInAnswer()> take;
    };

    void addPage(Page page);
    [[nodiscard]] Page passwordPage();
    [[nodiscard]] Page tokenPage();
    [[nodiscard]] Page codePage();
    [[nodiscard]] Page newPasswordPage();
    [[nodiscard]] const Page &page() const;
    [[nodiscard]] bool isAt(Step step) const;
    void show(Step step);
    void submit();
    void give(client::SignInAnswer answer);
    void follow(const client::SignInStep &next);
    void fail(const Error &error);
    void setBusy(bool busy);
    void backToStart();

    Theme &m_theme;
    QPointer<client::SignIn> m_signIn;
    QTabBar *m_ways;
    Pages *m_pages;
    std::vector<Page> m_steps;
    QLineEdit *m_username = nullptr;
    QLabel *m_codeNote = nullptr;
    NewPasswordPage *m_newPassword = nullptr;
    Secret m_typed;  ///< the password of this attempt, until it is known whether another has to be chosen
    QLabel *m_problem;
    Button *m_submit;
    Button *m_back;
    int m_wrongCodes = 0;
    bool m_busy = false;
    bool m_failed = false;  ///< the step shows a failure, and its fields were emptied
};

}  // namespace castellan::ui
