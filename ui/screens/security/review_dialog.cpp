// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/security/review_dialog.h"

#include "ui/guards/environment.h"
#include "ui/guards/guard.h"
#include "ui/guards/server_dialog.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/table_view.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace castellan::ui {

ReviewDialog::ReviewDialog(Theme &theme, const SecurityDraft &draft, const client::Profile &server, client::Tier tier,
                           QWidget *parent)
    : QDialog(parent)
{
    const Metrics &m = theme.metrics();
    auto *model = new ReviewModel(draft, this);
    const int count = model->rowCount();
    setWindowTitle(tr("Review %n change(s)", nullptr, count));
    setAccessibleName(windowTitle());
    setModal(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m.pageMargin(), m.units(5), m.pageMargin(), m.units(5));
    layout->setSpacing(m.units(3));
    layout->addWidget(makeLabel(windowTitle(), this, TextSize::title));
    auto *where = makeServerRow(theme, server, this);
    where->setSpacing(m.gap());
    if (const int weaker = model->weaker(); weaker > 0)
        where->addWidget(
            makeLabel(tr("%n of them weaken(s) protection", nullptr, weaker), this, TextSize::body, Tone::warning));
    layout->addLayout(where);
    auto *table = new TableView(theme, tr("Changes"), this);
    table->setColumns(model->columnSpecs());
    table->setModel(model);
    table->setSortingEnabled(false);
    table->setMinimumHeight(m.rowHeight() * std::clamp(count + 2, 4, 13));
    layout->addWidget(table, 1);
    m_error = makeParagraph({}, this, Tone::danger);
    m_error->setObjectName(QStringLiteral("problem"));
    m_error->hide();
    layout->addWidget(m_error);

    auto *acts = new QHBoxLayout;
    acts->setSpacing(m.gap());
    m_reviewed = new QCheckBox(tr("I reviewed this for %1").arg(environmentTag(server.environment)), this);
    m_reviewed->setVisible(guardOf(tier, server.environment).ticks);
    m_cancel = new Button(theme, tr("Keep editing"), ButtonKind::secondary, this);
    m_apply = new Button(theme, tr("Apply %n change(s)", nullptr, count), ButtonKind::primary, this);
    m_apply->setObjectName(QStringLiteral("apply"));
    acts->addWidget(m_reviewed);
    acts->addStretch();
    acts->addWidget(m_cancel);
    acts->addWidget(m_apply);
    layout->addSpacing(m.gap());
    layout->addLayout(acts);
    resize(m.units(245), sizeHint().height());

    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_apply, &QPushButton::clicked, this, &ReviewDialog::applyRequested);
    connect(m_reviewed, &QCheckBox::toggled, this, &ReviewDialog::updateActs);
    m_cancel->setFocus();
    updateActs();
}

void ReviewDialog::setBusy(bool busy)
{
    m_busy = busy;
    updateActs();
}

void ReviewDialog::setBlocked(const QString &why)
{
    m_blocked = why;
    updateActs();
}

void ReviewDialog::showError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->show();
    setBusy(false);
}

void ReviewDialog::updateActs()
{
    const bool ticked = m_reviewed->isHidden() || m_reviewed->isChecked();
    m_cancel->setEnabled(!m_busy);
    m_apply->setEnabled(!m_busy && ticked && m_blocked.isEmpty());
    m_apply->setToolTip(m_blocked);
    m_apply->setAccessibleDescription(m_blocked);
}

}  // namespace castellan::ui
