// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/welcome/recover_dialog.h"

#include "ui/guards/state_view.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace castellan::ui {

RecoverDialog::RecoverDialog(Theme &theme, LocalHost &host, const QString &why, QWidget *parent)
    : QDialog(parent), m_host(host)
{
    const Metrics &m = theme.metrics();
    setWindowTitle(tr("Recovery key needed"));
    setFixedWidth(m.units(120));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m.pageMargin(), m.units(5), m.pageMargin(), m.units(5));
    layout->setSpacing(m.units(3));
    layout->addWidget(makeLabel(tr("Open with the recovery key"), this, TextSize::title));
    layout->addWidget(makeParagraph(why, this));
    m_key = new QLineEdit(this);
    m_key->setObjectName(QStringLiteral("recoveryKey"));
    m_key->setProperty("fixed", true);
    layout->addWidget(makeFieldLabel(tr("Recovery &key"), m_key, this));
    layout->addWidget(m_key);
    m_problem = makeParagraph({}, this, Tone::danger);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    layout->addWidget(m_problem);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(m.gap());
    auto *cancel = new Button(theme, tr("Cancel"), ButtonKind::secondary, this);
    m_recover = new Button(theme, tr("Open the data"), ButtonKind::primary, this);
    m_recover->setObjectName(QStringLiteral("recover"));
    acts->addStretch();
    acts->addWidget(cancel);
    acts->addWidget(m_recover);
    layout->addLayout(acts);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_recover, &QPushButton::clicked, this, &RecoverDialog::recover);
    connect(m_key, &QLineEdit::returnPressed, this, &RecoverDialog::recover);
    m_key->setFocus();
}

void RecoverDialog::recover()
{
    if (!m_recover->isEnabled())
        return;
    m_recover->setEnabled(false);
    m_problem->hide();
    client::whenDone(this, m_host.recover(m_key->text()), [this](const Result<LocalHost::Started> &result) {
        m_recover->setEnabled(true);
        if (!result) {
            m_problem->setText(sentenceOf(result.error()));
            m_problem->show();
            m_key->setAccessibleDescription(m_problem->text());
            m_key->setFocus();
            return;
        }
        Q_EMIT recovered(*result);
        accept();
    });
}

}  // namespace castellan::ui
