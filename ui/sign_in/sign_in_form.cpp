// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/sign_in_form.h"

#include "client/display_text.h"
#include "ui/guards/state_view.h"
#include "ui/sign_in/new_password_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pages.h"
#include "ui/widgets/secret_field.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QTabBar>

#include <algorithm>
#include <utility>

namespace castellan::ui {

SignInForm::SignInForm(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_ways(new QTabBar(this)), m_pages(new Pages(this)),
      m_submit(new Button(theme, {}, ButtonKind::primary, this)),
      m_back(new Button(theme, tr("Back"), ButtonKind::secondary, this))
{
    const Metrics &m = theme.metrics();
    auto *layout = new FormColumn(theme, this);
    layout->setSpacing(m.units(3));
    m_ways->setDrawBase(false);
    m_ways->setExpanding(false);
    m_ways->setAccessibleName(tr("How to sign in"));
    m_ways->addTab(tr("Password"));
    m_ways->addTab(tr("Access token"));
    layout->addWidget(m_ways);
    for (auto page : {passwordPage(), tokenPage(), codePage(), newPasswordPage()})
        addPage(std::move(page));
    layout->addWidget(m_pages);
    m_problem = layout->addProblem();

    auto *acts = new QHBoxLayout;
    acts->setSpacing(m.gap());
    m_submit->setObjectName(QStringLiteral("signIn"));
    acts->addWidget(m_back);
    acts->addWidget(m_submit);
    acts->addStretch();
    layout->addLayout(acts);

    connect(m_ways, &QTabBar::currentChanged, this, [this](int index) {
        if (!isAt(passwordStep) && !isAt(tokenStep))
            return;
        show(Step(index));
        focusFirst();
    });
    connect(m_submit, &QPushButton::clicked, this, &SignInForm::submit);
    connect(m_back, &QPushButton::clicked, this, [this] {
        backToStart();
        focusFirst();
    });
    show(passwordStep);
}

void SignInForm::addPage(Page page)
{
    page.fields->column().addStretch();
    m_pages->add(page.fields);
    connect(page.fields, &CredentialPage::submitted, this, &SignInForm::submit);
    m_steps.push_back(std::move(page));
}

SignInForm::Page SignInForm::passwordPage()
{
    auto *page = new CredentialPage(m_theme, m_pages);
    m_username = page->addLine(tr("&User name or e-mail address"), "username", tr("Enter your user name."));
    auto *password = page->addSecret(tr("&Password"), "password", tr("Enter your password."));
    return {page, tr("Sign in"), [this, password] {
                m_typed = password->take();
                return client::PasswordAnswer{m_username->text().trimmed(), m_typed.clone()};
            }};
}

SignInForm::Page SignInForm::tokenPage()
{
    auto *page = new CredentialPage(m_theme, m_pages);
    auto *token = page->addSecret(tr("Personal access &token"), "token", tr("Paste your token."));
    page->column().addNote(
        tr("Create one in your account settings on the server. It has your permissions and needs no second factor."));
    return {page, tr("Sign in"), [token] { return client::TokenAnswer{token->take()}; }};
}

SignInForm::Page SignInForm::codePage()
{
    auto *page = new CredentialPage(m_theme, m_pages);
    auto *code = page->addCode(tr("&Code from your authenticator"), "code", tr("Enter the code."));
    m_codeNote = page->column().addNote({});
    // Six digits are a whole code and are submitted without Enter.
    connect(code, &QLineEdit::textEdited, this, [this, code] {
        const auto digits = codeIn(*code);
        if (digits.size() == 6 && std::ranges::all_of(digits, [](QChar c) { return c.isDigit(); }))
            submit();
    });
    return {page, tr("Verify"), [code] { return client::CodeAnswer{codeIn(*code)}; }};
}

SignInForm::Page SignInForm::newPasswordPage()
{
    m_newPassword = new NewPasswordPage(m_theme, m_pages);
    return {m_newPassword, tr("Change password"), [this] {
                auto [current, next] = m_newPassword->take();
                return client::NewPasswordAnswer{std::move(current), std::move(next)};
            }};
}

const SignInForm::Page &SignInForm::page() const
{
    return m_steps[std::size_t(m_pages->currentIndex())];
}

bool SignInForm::isAt(Step step) const
{
    return m_pages->currentIndex() == step;
}

void SignInForm::setSignIn(client::SignIn *signIn)
{
    // Another server has other users, and perhaps another way.
    if (m_signIn != signIn) {
        m_username->clear();
        const QSignalBlocker blocker(m_ways);
        m_ways->setCurrentIndex(passwordStep);
    }
    m_signIn = signIn;
    reset();
}

void SignInForm::setUsername(const QString &username)
{
    m_username->setText(client::displayText(username));
}

QString SignInForm::username() const
{
    return m_username->text();
}

bool SignInForm::isByToken() const
{
    return m_ways->currentIndex() == tokenStep;
}

void SignInForm::reset()
{
    setBusy(false);
    backToStart();
}

void SignInForm::backToStart()
{
    for (const auto &step : m_steps)
        step.fields->wipe();
    m_typed = {};
    m_wrongCodes = 0;
    show(Step(m_ways->currentIndex()));
}

void SignInForm::focusFirst()
{
    page().fields->focusFirst();
}

void SignInForm::show(Step step)
{
    const bool first = step == passwordStep || step == tokenStep;
    m_pages->setCurrentIndex(step);
    m_ways->setVisible(first);
    m_back->setVisible(!first);
    m_submit->setText(page().verb);
    m_problem->hide();
    m_failed = false;
}

void SignInForm::submit()
{
    // Return once more after a failure must not hide the cause behind "Enter the code."
    if (m_busy || !m_signIn || (m_failed && page().fields->isEmpty()))
        return;
    m_failed = false;
    m_problem->hide();
    if (const QString problem = page().fields->problem(); !problem.isEmpty())
        return showProblem(m_problem, problem);
    setBusy(true);
    give(page().take());
}

void SignInForm::give(client::SignInAnswer answer)
{
    // The result of an earlier server's sign-in says nothing about this one.
    client::whenDone(this, m_signIn->submit(std::move(answer)),
                     [this, asked = m_signIn](const Result<client::SignInStep> &next) {
                         if (asked != m_signIn)
                             return;
                         setBusy(false);
                         if (next)
                             follow(*next);
                         else
                             fail(next.error());
                     });
}

void SignInForm::follow(const client::SignInStep &next)
{
    if (const auto *done = std::get_if<client::DoneStep>(&next)) {
        reset();
        Q_EMIT signedIn(done->user);
    } else if (std::holds_alternative<client::NewPasswordStep>(next)) {
        askForNewPassword();
    } else if (const auto *asked = std::get_if<client::CodeStep>(&next)) {
        m_codeNote->setText(
            asked->backupCodes
                ? tr("Six digits, valid for 30 seconds. Without your authenticator, use a backup code.")
                : tr("Six digits, valid for 30 seconds. Without your authenticator, ask an administrator."));
        show(codeStep);
        focusFirst();
    }
}

void SignInForm::askForNewPassword()
{
    if (isAt(newPasswordStep))
        return;
    m_newPassword->begin(std::exchange(m_typed, {}));
    show(newPasswordStep);
    focusFirst();
}

void SignInForm::fail(const Error &error)
{
    if (isAt(newPasswordStep) && error.path == "old_password")
        m_newPassword->begin({});  // asks for the current one
    QString text = sentenceOf(error);
    // The half session is over (FlowFuse ends it at the first wrong code): no further code can work.
    if (!isAt(passwordStep) && !isAt(tokenStep) && error.code == ErrorCode::unauthenticated && error.path.empty())
        backToStart();
    if (isAt(codeStep)) {
        page().fields->wipe();
        if (++m_wrongCodes >= 2)
            text += u' ' + tr("If codes keep failing, compare the clocks of this computer, your phone and the server.");
    }
    focusFirst();
    showProblem(m_problem, text, focusWidget());
    m_failed = true;
}

void SignInForm::setBusy(bool busy)
{
    m_busy = busy;
    m_submit->setEnabled(!busy);
    m_ways->setEnabled(!busy);
    m_back->setEnabled(!busy);
    for (const auto &step : m_steps)
        step.fields->setReadOnly(busy);
}

}  // namespace castellan::ui
