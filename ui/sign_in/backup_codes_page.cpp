// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/backup_codes_page.h"

#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"
#include "ui/widgets/secret_clipboard.h"

#include <QCheckBox>

namespace castellan::ui {

BackupCodesPage::BackupCodesPage(Theme &theme, QWidget *parent)
    : QWidget(parent), m_codes(makeCode({}, this)), m_stored(new QCheckBox(tr("I have saved these codes"), this))
{
    auto *layout = new FormColumn(theme, this);
    layout->setSpacing(theme.metrics().units(3));
    layout->addTitle(tr("Save your backup codes"), TextSize::heading);
    layout->addWidget(makeParagraph(
        tr("Each code signs you in once without your authenticator. They are shown only now."), this, Tone::muted));
    m_codes->setObjectName(QStringLiteral("backupCodes"));
    m_codes->setAccessibleName(tr("Backup codes"));
    copyAsSecret(m_codes);
    layout->addWidget(m_codes);
    layout->addWidget(m_stored, 0, Qt::AlignLeft);
    auto *done = layout->addButton(theme, tr("Done"), "enrolled");
    done->setEnabled(false);
    connect(m_stored, &QCheckBox::toggled, done, &QWidget::setEnabled);
    connect(done, &QPushButton::clicked, this, [this] {
        m_codes->clear();
        Q_EMIT stored();
    });
}

void BackupCodesPage::show(const QStringList &codes)
{
    QString text;
    for (qsizetype i = 0; i < codes.size(); ++i)
        text += QStringLiteral("%1  %2%3")
                    .arg(i + 1, 2)
                    .arg(codes.at(i), i % 2 == 0 ? QStringLiteral("    ") : QStringLiteral("\n"));
    m_codes->setText(text);
    m_stored->setChecked(false);
    m_stored->setFocus();
}

bool BackupCodesPage::hasCodes() const
{
    return !m_codes->text().isEmpty();
}

}  // namespace castellan::ui
