// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/new_password_page.h"

#include "ui/widgets/label.h"
#include "ui/widgets/secret_field.h"

#include <QLabel>
#include <QVBoxLayout>

namespace castellan::ui {

NewPasswordPage::NewPasswordPage(Theme &theme, QWidget *parent) : QWidget(parent)
{
    const Metrics &m = theme.metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *heading = makeLabel(tr("Choose a new password"), this, TextSize::heading);
    layout->addWidget(heading);
    layout->addSpacing(m.labelGap());
    layout->addWidget(makeParagraph(tr("The one you have was chosen by somebody else, or has expired. A few words that "
                                       "do not belong together are easy to keep and hard to guess."),
                                    this, Tone::muted));
    const auto field = [&](const QString &words, const char *name) {
        auto *made = new SecretField(theme, this);
        made->setObjectName(QLatin1String(name));
        auto *label = makeFieldLabel(words, made, this);
        label->setContentsMargins(0, m.units(3), 0, m.labelGap());
        layout->addWidget(label);
        layout->addWidget(made);
        connect(made, &QLineEdit::returnPressed, this, &NewPasswordPage::submitted);
        return std::pair{made, static_cast<QWidget *>(label)};
    };
    std::tie(m_current, m_currentLabel) = field(tr("&Password until now"), "currentPassword");
    m_next = field(tr("&New password"), "newPassword").first;
    m_again = field(tr("New password &again"), "newPasswordAgain").first;
}

void NewPasswordPage::begin(Secret current)
{
    wipe();
    m_known = std::move(current);
    m_current->setVisible(m_known.empty());
    m_currentLabel->setVisible(m_known.empty());
}

QString NewPasswordPage::problem()
{
    const auto missing = [](SecretField *field, const QString &what) {
        field->setAccessibleDescription(what);
        field->setFocus();
        return what;
    };
    if (m_known.empty() && m_current->isEmpty())
        return missing(m_current, tr("Type the password that you have now."));
    if (m_next->isEmpty())
        return missing(m_next, tr("Type the new password."));
    if (m_again->text() != m_next->text()) {
        m_again->wipe();
        return missing(m_again, tr("The two new passwords differ. Type the second one again."));
    }
    return {};
}

std::pair<Secret, Secret> NewPasswordPage::take()
{
    if (m_known.empty())
        m_known = m_current->take();
    m_again->wipe();
    return {m_known.clone(), m_next->take()};
}

void NewPasswordPage::askForCurrent()
{
    begin({});
}

void NewPasswordPage::wipe()
{
    m_known = {};
    for (SecretField *field : {m_current, m_next, m_again})
        field->wipe();
}

void NewPasswordPage::focusFirst()
{
    (m_known.empty() ? m_current : m_next)->setFocus();
}

void NewPasswordPage::setReadOnly(bool on)
{
    for (SecretField *field : {m_current, m_next, m_again})
        field->setReadOnly(on);
}

}  // namespace castellan::ui
