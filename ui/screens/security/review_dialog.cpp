// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/security/review_dialog.h"

#include "ui/guards/review_acts.h"
#include "ui/guards/server_dialog.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/table_view.h"

#include <QHBoxLayout>

#include <algorithm>

namespace castellan::ui {

ReviewDialog::ReviewDialog(Theme &theme, const SecurityDraft &draft, const client::Profile &server, client::Tier tier,
                           QWidget *parent)
    : QDialog(parent)
{
    const Metrics &m = theme.metrics();
    auto *model = new ReviewModel(draft, this);
    const int count = model->rowCount();
    auto *layout = layOutDialog(theme, this, tr("Review %n change(s)", nullptr, count), 110);
    auto *where = makeServerRow(theme, server, this);
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
    auto *problem = makeProblem(this);
    layout->addWidget(problem);
    m_acts = new ReviewActs(theme, QBoxLayout::LeftToRight, tr("Keep editing"), problem, this);
    m_acts->ask(tr("Apply %n change(s)", nullptr, count), tier, server.environment);
    m_acts->apply().setObjectName(QStringLiteral("apply"));
    layout->addSpacing(m.gap());
    layout->addWidget(m_acts);
    resize(m.units(245), sizeHint().height());
    connect(m_acts, &ReviewActs::cancelled, this, &QDialog::reject);
    m_acts->cancel().setFocus();
}

}  // namespace castellan::ui
