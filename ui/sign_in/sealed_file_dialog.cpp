// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/sealed_file_dialog.h"

#include "client/when_done.h"
#include "ui/guards/server_dialog.h"
#include "ui/guards/state_view.h"
#include "ui/widgets/button.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"
#include "ui/widgets/secret_field.h"

#include <QApplication>
#include <QHBoxLayout>

namespace castellan::ui {

SealedFileDialog::SealedFileDialog(Theme &theme, client::SealedFileStore &file, const QString &why, QWidget *parent)
    : QDialog(parent), m_file(file), m_passphrase(new SecretField(theme, this))
{
    const bool exists = file.exists();
    auto *layout = layOutDialog(
        theme, this, exists ? tr("Open the file with your secrets") : tr("Protect secrets with a passphrase"), 110);
    if (!why.isEmpty())
        layout->addWidget(makeParagraph(why, this));
    layout->addWidget(makeParagraph(exists ? tr("Enter the passphrase that you chose for this file.")
                                           : tr("Sign-ins and keys are kept in a file that only this passphrase opens. "
                                                "You enter it at every start. It cannot be recovered."),
                                    this, Tone::muted));
    auto *form = new FormColumn(theme, nullptr);
    form->addField(tr("&Passphrase"), m_passphrase, "passphrase");
    if (!exists) {
        m_again = new SecretField(theme, this);
        form->addField(tr("Passphrase &again"), m_again, "passphraseAgain");
    }
    layout->addLayout(form);
    m_problem = makeProblem(this);
    layout->addWidget(m_problem);
    m_open = new Button(theme, exists ? tr("Open") : tr("Protect"), ButtonKind::primary, this);
    m_open->setObjectName(QStringLiteral("openSealedFile"));
    layout->addLayout(makeFoot(theme, this, m_open, this));
    connect(m_open, &QPushButton::clicked, this, &SealedFileDialog::submit);
    m_passphrase->setFocus();
}

void SealedFileDialog::say(const QString &problem, SecretField *field)
{
    showProblem(m_problem, problem, field);
}

void SealedFileDialog::submit()
{
    if (!m_open->isEnabled())
        return;
    if (m_passphrase->isEmpty())
        return say(tr("Enter a passphrase."), m_passphrase);
    Secret passphrase = m_passphrase->take();
    if (m_again) {
        const Secret again = m_again->take();
        if (!(again == passphrase))
            return say(tr("The two passphrases differ. Enter both again."), m_passphrase);
    }
    m_problem->hide();
    m_open->setEnabled(false);
    const auto opened = m_again ? m_file.create(std::move(passphrase)) : m_file.unlock(std::move(passphrase));
    client::whenDone(this, opened, [this](const Result<void> &result) {
        m_open->setEnabled(true);
        if (result)
            return accept();
        say(sentenceOf(result.error()), m_passphrase);
    });
}

void withSealedFile(Theme &theme, client::SealedFileStore &file, const QString &why, QWidget *asker,
                    const std::function<void()> &then, const std::function<void()> &declined)
{
    if (file.isUnlocked())
        return then();
    auto *dialog = new SealedFileDialog(theme, file, why, asker->window());
    QObject::connect(dialog, &QDialog::accepted, asker, then);
    if (declined)
        QObject::connect(dialog, &QDialog::rejected, asker, declined);
    openOver(dialog, QApplication::focusWidget());
}

}  // namespace castellan::ui
