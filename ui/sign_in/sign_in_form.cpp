// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/sign_in_form.h"

#include "ui/guards/state_view.h"
#include "ui/sign_in/new_password_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pages.h"
#include "ui/widgets/secret_field.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace castellan::ui {
namespace {

enum Page { passwordPage, tokenPage, codePage, newPasswordPage };

/// Label over field, at the distance that every form has.
void addField(QVBoxLayout &layout, const QString &title, QWidget *field, QWidget *parent, const Metrics &m)
{
    if (layout.count() > 0)
        layout.addSpacing(m.units(2));
    layout.addWidget(makeFieldLabel(title, field, parent));
    layout.addSpacing(m.labelGap());
    layout.addWidget(field);
}

QVBoxLayout *pageLayout(QWidget *page)
{
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

}  // namespace

SignInForm::SignInForm(Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    const Metrics &m = theme.metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m.units(3));
    m_ways = new QTabBar(this);
    m_ways->setDrawBase(false);
    m_ways->setExpanding(false);
    m_ways->setAccessibleName(tr("How to sign in"));
    m_ways->addTab(tr("Password"));
    m_ways->addTab(tr("Access token"));
    layout->addWidget(m_ways);

    m_pages = new Pages(this);
    m_pages->add(makePasswordPage(m_pages));
    m_pages->add(makeTokenPage(m_pages));
    m_pages->add(makeCodePage(m_pages));
    m_newPassword = new NewPasswordPage(theme, m_pages);
    m_pages->add(m_newPassword);
    layout->addWidget(m_pages);

    m_problem = makeParagraph({}, this, Tone::danger);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    layout->addWidget(m_problem);

    auto *acts = new QHBoxLayout;
    acts->setSpacing(m.gap());
    m_back = new Button(theme, tr("Back"), ButtonKind::secondary, this);
    m_back->hide();
    m_submit = new Button(theme, tr("Sign in"), ButtonKind::primary, this);
    m_submit->setObjectName(QStringLiteral("signIn"));
    acts->addWidget(m_back);
    acts->addWidget(m_submit);
    acts->addStretch();
    layout->addLayout(acts);

    connect(m_ways, &QTabBar::currentChanged, this, [this](int index) {
        if (m_pages->currentIndex() < codePage)
            showPage(index);
    });
    connect(m_submit, &QPushButton::clicked, this, &SignInForm::submit);
    connect(m_back, &QPushButton::clicked, this, [this] {
        m_typed = {};
        m_newPassword->wipe();
        showPage(m_ways->currentIndex());
        focusFirst();
    });
    for (QLineEdit *field :
         {m_username, m_code, static_cast<QLineEdit *>(m_password), static_cast<QLineEdit *>(m_token)})
        connect(field, &QLineEdit::returnPressed, this, &SignInForm::submit);
    connect(m_newPassword, &NewPasswordPage::submitted, this, &SignInForm::submit);
}

QWidget *SignInForm::makePasswordPage(QWidget *parent)
{
    auto *page = new QWidget(parent);
    QVBoxLayout *layout = pageLayout(page);
    m_username = new QLineEdit(page);
    m_username->setObjectName(QStringLiteral("username"));
    m_password = new SecretField(m_theme, page);
    m_password->setObjectName(QStringLiteral("password"));
    addField(*layout, tr("&User name or e-mail address"), m_username, page, m_theme.metrics());
    addField(*layout, tr("&Password"), m_password, page, m_theme.metrics());
    layout->addStretch();
    return page;
}

QWidget *SignInForm::makeTokenPage(QWidget *parent)
{
    auto *page = new QWidget(parent);
    QVBoxLayout *layout = pageLayout(page);
    m_token = new SecretField(m_theme, page);
    m_token->setObjectName(QStringLiteral("token"));
    addField(*layout, tr("Personal access &token"), m_token, page, m_theme.metrics());
    layout->addSpacing(m_theme.metrics().gap());
    layout->addWidget(makeParagraph(tr("Made on the server, in the settings of your account. It can do what you can, "
                                       "without a second factor."),
                                    page, Tone::muted, TextSize::small));
    layout->addStretch();
    return page;
}

QWidget *SignInForm::makeCodePage(QWidget *parent)
{
    auto *page = new QWidget(parent);
    QVBoxLayout *layout = pageLayout(page);
    m_code = new QLineEdit(page);
    m_code->setObjectName(QStringLiteral("code"));
    m_code->setProperty("fixed", true);
    m_code->setMaxLength(32);
    m_code->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhPreferNumbers);
    addField(*layout, tr("&Code from your authenticator"), m_code, page, m_theme.metrics());
    layout->addSpacing(m_theme.metrics().gap());
    layout->addWidget(makeParagraph(
        tr("Six digits, good for half a minute. Without the authenticator one of your backup codes does."), page,
        Tone::muted, TextSize::small));
    layout->addStretch();
    // Six digits are the whole code: Enter is not needed.
    connect(m_code, &QLineEdit::textEdited, this, [this](const QString &text) {
        QString digits = text;
        digits.remove(QLatin1Char(' '));
        const bool all = std::all_of(digits.begin(), digits.end(), [](QChar c) { return c.isDigit(); });
        if (digits.size() == 6 && all && !m_busy)
            submit();
    });
    return page;
}

void SignInForm::setSignIn(client::SignIn *signIn)
{
    m_signIn = signIn;
    reset();
}

void SignInForm::setUsername(const QString &username)
{
    m_username->setText(username);
}

QString SignInForm::username() const
{
    return m_username->text();
}

void SignInForm::reset()
{
    m_password->wipe();
    m_token->wipe();
    m_code->clear();
    m_newPassword->wipe();
    m_typed = {};
    m_wrongCodes = 0;
    m_problem->hide();
    setBusy(false);
    showPage(m_ways->currentIndex());
}

void SignInForm::focusFirst()
{
    if (m_pages->currentIndex() == newPasswordPage)
        m_newPassword->focusFirst();
    else if (m_pages->currentIndex() == codePage)
        m_code->setFocus();
    else if (m_pages->currentIndex() == tokenPage)
        m_token->setFocus();
    else if (m_username->text().isEmpty())
        m_username->setFocus();
    else
        m_password->setFocus();
}

void SignInForm::showPage(int page)
{
    m_pages->setCurrentIndex(page);
    m_ways->setVisible(page < codePage);
    m_back->setVisible(page >= codePage);
    m_submit->setText(page == newPasswordPage ? tr("Change password")
                      : page == codePage      ? tr("Verify")
                                              : tr("Sign in"));
    m_problem->hide();
}

void SignInForm::submit()
{
    if (m_busy || !m_signIn)
        return;
    m_problem->hide();
    const int page = m_pages->currentIndex();
    const auto missing = [this](QLineEdit *field, const QString &what) {
        if (!field->text().isEmpty())
            return false;
        m_problem->setText(what);
        m_problem->show();
        field->setAccessibleDescription(what);
        field->setFocus();
        return true;
    };
    if (page == passwordPage) {
        if (missing(m_username, tr("Type the user name.")) || missing(m_password, tr("Type the password.")))
            return;
        setBusy(true);
        m_typed = m_password->take();
        give(client::PasswordAnswer{m_username->text().trimmed(), m_typed.clone()});
    } else if (page == tokenPage) {
        if (missing(m_token, tr("Paste the token.")))
            return;
        setBusy(true);
        give(client::TokenAnswer{m_token->take()});
    } else if (page == newPasswordPage) {
        if (const QString what = m_newPassword->problem(); !what.isEmpty()) {
            m_problem->setText(what);
            m_problem->show();
            return;
        }
        setBusy(true);
        auto [current, next] = m_newPassword->take();
        give(client::NewPasswordAnswer{std::move(current), std::move(next)});
    } else {
        if (missing(m_code, tr("Type the code.")))
            return;
        setBusy(true);
        QString code = m_code->text();
        give(client::CodeAnswer{code.remove(QLatin1Char(' '))});
    }
}

void SignInForm::give(client::SignInAnswer answer)
{
    // What an earlier server still answers says nothing about this one.
    client::whenDone(this, m_signIn->submit(std::move(answer)),
                     [this, asked = m_signIn](const Result<client::SignInStep> &next) {
                         if (asked != m_signIn)
                             return;
                         setBusy(false);
                         if (next)
                             showStep(*next);
                         else
                             fail(next.error());
                     });
}

void SignInForm::showStep(const client::SignInStep &step)
{
    if (const auto *done = std::get_if<client::DoneStep>(&step)) {
        reset();
        Q_EMIT signedIn(done->user);
    } else if (std::holds_alternative<client::NewPasswordStep>(step)) {
        askForNewPassword();
    } else if (std::holds_alternative<client::CodeStep>(step)) {
        showPage(codePage);
        focusFirst();
    }
}

void SignInForm::askForNewPassword()
{
    if (m_pages->currentIndex() == newPasswordPage)
        return;
    m_newPassword->begin(std::exchange(m_typed, {}));
    showPage(newPasswordPage);
    focusFirst();
}

void SignInForm::fail(const Error &error)
{
    if (m_pages->currentIndex() == newPasswordPage && error.path == "old_password")
        m_newPassword->askForCurrent();
    QString text = sentenceOf(error);
    if (m_pages->currentIndex() == codePage) {
        m_code->clear();
        if (++m_wrongCodes >= 2)
            text += QLatin1Char(' ') +
                    tr("If codes keep failing, compare the clocks of this computer, the phone and the server.");
    }
    m_problem->setText(text);
    m_problem->show();
    focusFirst();
    if (QWidget *field = focusWidget())
        field->setAccessibleDescription(text);
}

void SignInForm::setBusy(bool busy)
{
    m_busy = busy;
    m_submit->setEnabled(!busy);
    m_ways->setEnabled(!busy);
    m_back->setEnabled(!busy);
    for (QLineEdit *field :
         {m_username, m_code, static_cast<QLineEdit *>(m_password), static_cast<QLineEdit *>(m_token)})
        field->setReadOnly(busy);
    m_newPassword->setReadOnly(busy);
}

}  // namespace castellan::ui
