// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/welcome/recover_dialog.h"

#include "ui/guards/server_dialog.h"
#include "ui/guards/state_view.h"
#include "ui/widgets/button.h"
#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace castellan::ui {

RecoverDialog::RecoverDialog(Theme &theme, LocalHost &host, const QString &why, QWidget *parent)
    : QDialog(parent), m_host(host)
{
    auto *layout = layOutDialog(theme, this, tr("Open with the recovery key"), 120);
    layout->addWidget(makeParagraph(why, this));
    setFixedWidth(minimumWidth());
    m_key = new QLineEdit(this);
    m_key->setProperty("fixed", true);
    auto *form = new FormColumn(theme, nullptr);
    form->addField(tr("Recovery &key"), m_key, "recoveryKey");
    layout->addLayout(form);
    m_problem = makeProblem(this);
    layout->addWidget(m_problem);
    m_recover = new Button(theme, tr("Open"), ButtonKind::primary, this);
    m_recover->setObjectName(QStringLiteral("recover"));
    layout->addLayout(makeFoot(theme, this, m_recover, this));
    connect(m_recover, &QPushButton::clicked, this, &RecoverDialog::recover);
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
            showProblem(m_problem, sentenceOf(result.error()), m_key);
            return;
        }
        Q_EMIT recovered(*result);
        accept();
    });
}

}  // namespace castellan::ui
