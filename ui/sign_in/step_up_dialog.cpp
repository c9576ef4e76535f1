// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/step_up_dialog.h"

#include "client/display_text.h"
#include "ui/guards/server_dialog.h"
#include "ui/guards/state_view.h"
#include "ui/sign_in/credential_page.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pages.h"
#include "ui/widgets/secret_field.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>

namespace castellan::ui {
namespace {

enum Way { byPassword, byCode };

}  // namespace

StepUpDialog::StepUpDialog(Theme &theme, client::Server &server, QWidget *parent) : QDialog(parent), m_server(server)
{
    const bool local = server.profile().embedded;
    const auto user = server.user();
    const QString name = user ? client::isolated(client::displayText(user->username)) : QString();
    auto *layout = layOutDialog(theme, this, tr("Confirm your identity"), server.profile(), 104);
    layout->addWidget(makeParagraph(
        local ? tr("This change affects the security of the server on this computer. Confirm that you want it.")
              : tr("This change affects the security of the server. Confirm that you are %1 to continue.").arg(name),
        this));
    if (!local)
        layout->addWidget(makeFields(theme, user && user->mfa_enabled.value_or(false)));
    m_problem = makeProblem(this);
    layout->addWidget(m_problem);
    auto *cancel = new Button(theme, tr("Cancel"), ButtonKind::secondary, this);
    m_confirm = new Button(theme, tr("Confirm"), ButtonKind::primary, this);
    m_confirm->setObjectName(QStringLiteral("confirmProof"));
    layout->addSpacing(theme.metrics().gap());
    layout->addLayout(makeFoot(theme, this, cancel, m_confirm));
    connect(m_confirm, &QPushButton::clicked, this, &StepUpDialog::prove);
    connect(&server, &QObject::destroyed, this, &QObject::deleteLater);
    if (local)
        m_confirm->setFocus();
    else
        useCode(false);
}

QWidget *StepUpDialog::makeFields(Theme &theme, bool withCodes)
{
    auto *fields = new QWidget(this);
    auto *column = new FormColumn(theme, fields);
    m_pages = new Pages(fields);
    for (auto &way : m_ways) {
        way = new CredentialPage(theme, m_pages);
        m_pages->add(way);
        connect(way, &CredentialPage::submitted, this, &StepUpDialog::prove);
    }
    m_password = m_ways[byPassword]->addSecret(tr("&Password"), "proofPassword", tr("Enter your password."));
    m_code = m_ways[byCode]->addCode(tr("&Code from your authenticator, or a backup code"), "proofCode",
                                     tr("Enter a code."));
    m_other = new Button(theme, {}, ButtonKind::link, fields);
    m_other->setVisible(withCodes);
    connect(m_other, &QPushButton::clicked, this, [this] { useCode(m_pages->currentIndex() == byPassword); });
    column->addWidget(m_pages);
    column->addWidget(m_other, 0, Qt::AlignLeft);
    return fields;
}

void StepUpDialog::say(const QString &problem)
{
    showProblem(m_problem, problem);
}

void StepUpDialog::useCode(bool on)
{
    m_pages->setCurrentIndex(on ? byCode : byPassword);
    m_other->setText(on ? tr("Use your password instead") : tr("Use a code instead"));
    m_problem->hide();
    m_ways[std::size_t(m_pages->currentIndex())]->focusFirst();
}

void StepUpDialog::prove()
{
    if (!m_confirm->isEnabled())
        return;
    client::Proof proof;
    proof.confirm = m_pages == nullptr;
    CredentialPage *page = m_pages ? m_ways[std::size_t(m_pages->currentIndex())] : nullptr;
    if (page) {
        if (const QString problem = page->problem(); !problem.isEmpty())
            return say(problem);
        if (page == m_ways[byCode])
            proof.code = codeIn(*m_code);
        else
            proof.password = m_password->take();
    }
    m_problem->hide();
    m_confirm->setEnabled(false);
    client::whenDone(this, m_server.stepUp(std::move(proof)), [this, page](const Result<void> &proven) {
        m_confirm->setEnabled(true);
        if (proven)
            return accept();
        say(sentenceOf(proven.error()));
        if (page) {
            page->wipe();
            page->focusFirst();
        }
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
    connect(dialog, &QDialog::rejected, &server, &client::Server::giveUpProof);
    openOver(dialog, QApplication::focusWidget());
}

}  // namespace castellan::ui
