// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/step_up_dialog.h"

#include "ui/guards/environment.h"
#include "ui/guards/state_view.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/secret_field.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace castellan::ui {

StepUpDialog::StepUpDialog(Theme &theme, client::Server &server, QWidget *parent)
    : QDialog(parent), m_server(server), m_local(server.profile().embedded)
{
    const Metrics &m = theme.metrics();
    const auto user = server.user();
    const QString name = user ? QString::fromStdString(user->username) : QString();
    setWindowTitle(tr("Confirm that it is you"));
    setAccessibleName(windowTitle());
    setModal(true);
    setMinimumWidth(m.units(104));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m.pageMargin(), m.units(5), m.pageMargin(), m.units(5));
    layout->setSpacing(m.units(3));
    layout->addWidget(makeLabel(windowTitle(), this, TextSize::heading));
    auto *where = new QHBoxLayout;
    where->setSpacing(m.gap());
    where->addWidget(makeLabel(server.profile().name, this, TextSize::body, Tone::muted));
    where->addWidget(new EnvironmentChip(theme, server.profile().environment, this));
    where->addStretch();
    layout->addLayout(where);
    layout->addWidget(makeParagraph(
        m_local ? tr("This change concerns the security of the server on this computer. Confirm that you are the one "
                     "who wants it.")
                : tr("This change concerns the security of the server, and it is a while since you signed in as %1. "
                     "What you were doing goes on afterwards.")
                      .arg(name),
        this));
    if (!m_local) {
        auto *fields = new QVBoxLayout;
        fields->setSpacing(m.labelGap());
        m_password = new SecretField(theme, this);
        m_password->setObjectName(QStringLiteral("proofPassword"));
        m_passwordLabel = makeFieldLabel(tr("&Password"), m_password, this);
        m_code = new QLineEdit(this);
        m_code->setObjectName(QStringLiteral("proofCode"));
        m_code->setProperty("fixed", true);
        m_code->setMaxLength(32);
        m_codeLabel = makeFieldLabel(tr("&Code from your authenticator, or a backup code"), m_code, this);
        m_other = new Button(theme, {}, ButtonKind::link, this);
        for (QWidget *widget : {static_cast<QWidget *>(m_passwordLabel), static_cast<QWidget *>(m_password),
                                static_cast<QWidget *>(m_codeLabel), static_cast<QWidget *>(m_code)})
            fields->addWidget(widget);
        fields->addSpacing(m.labelGap());
        fields->addWidget(m_other, 0, Qt::AlignLeft);
        layout->addLayout(fields);
        m_other->setVisible(user && user->mfa_enabled.value_or(false));
        connect(m_other, &QPushButton::clicked, this, [this] { useCode(!m_byCode); });
    }
    m_problem = makeParagraph({}, this, Tone::danger);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    layout->addWidget(m_problem);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(m.gap());
    auto *cancel = new Button(theme, tr("Cancel, change nothing"), ButtonKind::secondary, this);
    m_confirm = new Button(theme, m_local ? tr("It is me") : tr("Confirm"), ButtonKind::primary, this);
    m_confirm->setObjectName(QStringLiteral("confirmProof"));
    acts->addStretch();
    acts->addWidget(cancel);
    acts->addWidget(m_confirm);
    layout->addSpacing(m.gap());
    layout->addLayout(acts);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &StepUpDialog::prove);
    connect(&server, &QObject::destroyed, this, &QObject::deleteLater);
    if (m_local) {
        m_confirm->setFocus();
    } else {
        connect(m_password, &QLineEdit::returnPressed, this, &StepUpDialog::prove);
        connect(m_code, &QLineEdit::returnPressed, this, &StepUpDialog::prove);
        useCode(false);
    }
}

void StepUpDialog::fit()
{
    layout()->activate();
    if (layout()->hasHeightForWidth())
        resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

void StepUpDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    fit();
}

void StepUpDialog::say(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->show();
    fit();
}

void StepUpDialog::useCode(bool on)
{
    m_byCode = on;
    m_password->setVisible(!on);
    m_passwordLabel->setVisible(!on);
    m_code->setVisible(on);
    m_codeLabel->setVisible(on);
    m_other->setText(on ? tr("Use the password instead") : tr("Use a code instead"));
    m_problem->hide();
    (on ? m_code : static_cast<QLineEdit *>(m_password))->setFocus();
}

void StepUpDialog::prove()
{
    if (!m_confirm->isEnabled())
        return;
    client::Proof proof;
    if (m_local)
        proof.confirm = true;
    else if (m_byCode)
        proof.code = m_code->text();
    else
        proof.password = m_password->take();
    if (!m_local && proof.code.isEmpty() && proof.password.empty()) {
        say(m_byCode ? tr("Type the code.") : tr("Type the password."));
        return;
    }
    m_problem->hide();
    m_confirm->setEnabled(false);
    client::whenDone(this, m_server.stepUp(std::move(proof)), [this](const Result<void> &proven) {
        m_confirm->setEnabled(true);
        if (proven)
            return accept();
        say(sentenceOf(proven.error()));
        if (m_code)
            m_code->clear();
        if (m_password)
            (m_byCode ? m_code : static_cast<QLineEdit *>(m_password))->setFocus();
    });
}

StepUpPrompt::StepUpPrompt(Theme &theme, client::ServerList &servers, QWidget *window)
    : QObject(window), m_theme(theme), m_window(window)
{
    for (client::Server *server : servers.servers())
        watch(server);
    connect(&servers, &client::ServerList::added, this, &StepUpPrompt::watch);
}

void StepUpPrompt::watch(client::Server *server)
{
    connect(server, &client::Server::proofWanted, this, [this, server] { ask(*server); });
}

void StepUpPrompt::ask(client::Server &server)
{
    QWidget *over = QApplication::activeModalWidget();
    auto *dialog = new StepUpDialog(m_theme, server, over ? over : m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const QPointer<QWidget> opener = QApplication::focusWidget();
    connect(dialog, &QDialog::rejected, &server, &client::Server::giveUpProof);
    connect(dialog, &QDialog::finished, dialog, [opener] {
        if (opener)
            opener->setFocus();
    });
    dialog->open();
}

}  // namespace castellan::ui
