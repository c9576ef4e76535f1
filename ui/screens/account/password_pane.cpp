// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/account/password_pane.h"

#include "ui/guards/confirm_dialog.h"
#include "ui/guards/state_view.h"
#include "ui/guards/write_guard.h"
#include "ui/screens/account/password_rules.h"
#include "ui/widgets/field_problem.h"
#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"
#include "ui/widgets/secret_field.h"
#include "ui/widgets/tool_tip.h"

#include <QCheckBox>

namespace castellan::ui {

PasswordPane::PasswordPane(Theme &theme, client::Server &server, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_server(server), m_words(makeParagraph({}, this, Tone::muted)),
      m_form(new QWidget(this)), m_current(new SecretField(theme, m_form)), m_next(new SecretField(theme, m_form)),
      m_again(new SecretField(theme, m_form)), m_endTokens(new QCheckBox(tr("Also end my access &tokens"), m_form)),
      m_tokensNote(makeParagraph(tr("Programs that use one of them must be given a new one."), m_form, Tone::muted,
                                 TextSize::small)),
      m_rules(new PasswordRules(theme, m_form)), m_guard(new WriteGuard(server, this))
{
    auto *whole = new FormColumn(theme, this);
    whole->addTitle(tr("Password"), TextSize::heading);
    whole->addWidget(m_words);
    whole->addWidget(m_form);
    auto *column = new FormColumn(theme, m_form);
    column->addSpacing(0);  // so that a gap comes before the first field
    column->addField(tr("Current &password"), m_current, "currentPassword");
    m_currentProblem = column->addProblemOf(m_current);
    column->addField(tr("Ne&w password"), m_next, "newPassword");
    m_nextProblem = column->addProblemOf(m_next);
    column->addSpacing(theme.metrics().unit());
    column->addWidget(m_rules);
    column->addField(tr("&Repeat new password"), m_again, "newPasswordAgain");
    m_againProblem = column->addProblemOf(m_again);
    column->addGap();
    m_endTokens->setObjectName(QStringLiteral("endTokens"));
    m_endTokens->setAccessibleDescription(m_tokensNote->text());
    column->addWidget(m_endTokens, 0, Qt::AlignLeft);
    column->addWidget(m_tokensNote);
    m_problem = column->addProblem();
    m_change = new Button(theme, tr("Change password…"), ButtonKind::secondary, m_form);
    m_change->setObjectName(QStringLiteral("changePassword"));
    column->addGap();
    column->addWidget(m_change, 0, Qt::AlignLeft);
    m_guard->add(m_change);

    connect(m_change, &QPushButton::clicked, this, &PasswordPane::ask);
    connect(m_guard, &WriteGuard::reasonChanged, this, &PasswordPane::update);
    connect(m_next, &QLineEdit::textChanged, this, [this] { m_rules->judge(m_next->peek()); });
    for (auto *field : {m_current, m_next, m_again}) {
        field->setMaxLength(1024);
        connect(field, &QLineEdit::textChanged, m_problem, &QWidget::hide);
        connect(field, &QLineEdit::returnPressed, this, &PasswordPane::ask);
    }
    update();
}

void PasswordPane::setUser(const records::User &user)
{
    if (user.id != m_user.id)
        wipe();
    m_user = user;
    std::vector<std::string> words{user.username};
    for (const auto &word : {user.email, user.name})
        if (word)
            words.push_back(*word);
    m_rules->setPersonal(std::move(words));
    m_rules->judge(m_next->peek());
    update();
}

void PasswordPane::refresh()
{
    auto *platform = m_server.platform();
    if (platform == nullptr)
        return;
    client::whenDone(this, platform->identity().passwordPolicy(),
                     [this](const Result<std::optional<PasswordPolicy>> &policy) {
                         // Without them, the strength is shown and the server alone decides.
                         if (!policy || !*policy)
                             return;
                         m_hasPolicy = true;
                         m_rules->setPolicy(**policy);
                         m_rules->judge(m_next->peek());
                     });
}

void PasswordPane::update()
{
    const QString why = m_guard->reason();
    for (auto *field : {m_current, m_next, m_again}) {
        field->setReadOnly(!why.isEmpty());
        setTip(field, why);
    }
    m_endTokens->setEnabled(why.isEmpty());
    setTip(m_endTokens, why);
    for (QWidget *part : {static_cast<QWidget *>(m_endTokens), static_cast<QWidget *>(m_tokensNote)})
        part->setVisible(offersEndOfTokens());
    m_words->setText(m_user.local.value_or(false)
                         ? tr("This account belongs to the user of this computer. It signs in through this window and "
                              "has no password.")
                     : m_user.sso_enabled.value_or(false)
                         ? tr("You sign in through your organisation, which also manages your password.")
                         : QString());
    m_words->setVisible(!m_words->text().isEmpty());
    m_form->setVisible(m_words->text().isEmpty());
    m_change->setEnabled(why.isEmpty() && !m_busy);
}

bool PasswordPane::offersEndOfTokens() const
{
    auto *platform = m_server.platform();
    return platform != nullptr && platform->identity().endsTokens();
}

void PasswordPane::wipe()
{
    for (auto *field : {m_current, m_next, m_again})
        field->wipe();
    m_endTokens->setChecked(false);
}

bool PasswordPane::hasProblem()
{
    if (m_current->isEmpty())
        m_currentProblem->sayAt(tr("Enter your current password."));
    else if (m_next->isEmpty())
        m_nextProblem->sayAt(tr("Enter a new password."));
    else if (const auto broken = m_rules->firstBroken(); !broken.isEmpty())
        m_nextProblem->sayAt(broken);
    else if (m_again->text() != m_next->text())
        m_againProblem->sayAt(tr("This is not the new password above."));
    else
        return false;
    return true;
}

void PasswordPane::ask()
{
    if (!m_change->isEnabled() || hasProblem())
        return;
    const Confirmation what{.title = tr("Change your password?"),
                            .consequence = m_endTokens->isChecked()
                                               ? tr("You stay signed in here. Everywhere else you are signed out and "
                                                    "sign in again with the new password. Your access tokens end, and "
                                                    "programs that use them are refused.")
                                               : tr("You stay signed in here. Everywhere else you are signed out and "
                                                    "sign in again with the new password. Your access tokens remain "
                                                    "valid."),
                            .verb = tr("Change password")};
    guarded(m_theme, client::Tier::security, m_server.profile(), what, this, [this] { change(); });
}

void PasswordPane::change()
{
    m_busy = true;
    m_problem->hide();
    update();
    const auto change =
        m_server.platform()->identity().changePassword(m_current->peek(), m_next->peek(), m_endTokens->isChecked());
    client::whenDone(this, m_server.apply(change), [this](const Result<records::PasswordChanged> &done) {
        m_busy = false;
        update();
        if (!done)
            return say(done.error());
        wipe();
        m_server.tryNow();  // an expired password no longer is one
        Q_EMIT toast(done->tokensEnded ? tr("Your password is changed. Your other sessions and %n access token(s) have "
                                            "ended.",
                                            nullptr, int(*done->tokensEnded))
                                       : tr("Your password is changed. Your other sessions have ended."));
    });
}

void PasswordPane::say(const Error &error)
{
    const bool aboutNew = error.code == ErrorCode::password_too_weak || error.path == "password";
    const bool aboutOld =
        error.path == "old_password" || (error.code == ErrorCode::password_change_failed && error.path.empty());
    if (aboutNew)
        return m_nextProblem->sayAt(sentenceOf(error));
    if (aboutOld) {
        m_current->wipe();
        return m_currentProblem->sayAt(tr("This is not your current password."));
    }
    if (error.code != ErrorCode::cancelled)
        showProblem(m_problem, sentenceOf(error));
}

}  // namespace castellan::ui
