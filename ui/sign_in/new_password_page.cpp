// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/new_password_page.h"

#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"
#include "ui/widgets/secret_field.h"

namespace castellan::ui {

NewPasswordPage::NewPasswordPage(Theme &theme, QWidget *parent) : CredentialPage(theme, parent)
{
    column().addTitle(tr("Choose a new password"), TextSize::heading);
    column().addWidget(makeParagraph(tr("Your password has expired or was set by an administrator. A few unrelated "
                                        "words are easy to remember and hard to guess."),
                                     this, Tone::muted));
    m_current = addSecret(tr("Current &password"), "currentPassword", tr("Enter your current password."));
    m_next = addSecret(tr("&New password"), "newPassword", tr("Enter a new password."));
    m_repeated = addSecret(tr("&Repeat new password"), "newPasswordAgain", tr("Repeat the new password."));
}

void NewPasswordPage::begin(Secret current)
{
    wipe();
    m_known = std::move(current);
    setFieldVisible(m_current, m_known.empty());
}

QString NewPasswordPage::problem()
{
    auto missing = CredentialPage::problem();
    if (!missing.isEmpty() || m_repeated->text() == m_next->text())
        return missing;
    m_repeated->wipe();
    const QString differ = tr("The new passwords do not match. Repeat the new password.");
    m_repeated->setAccessibleDescription(differ);
    m_repeated->setFocus();
    return differ;
}

std::pair<Secret, Secret> NewPasswordPage::take()
{
    if (m_known.empty())
        m_known = m_current->take();
    m_repeated->wipe();
    return {m_known.clone(), m_next->take()};
}

void NewPasswordPage::wipe()
{
    m_known = {};
    CredentialPage::wipe();
}

}  // namespace castellan::ui
