// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/guards/review_acts.h"

#include "ui/guards/environment.h"
#include "ui/guards/guard.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/tool_tip.h"

#include <QCheckBox>

namespace castellan::ui {

ReviewActs::ReviewActs(Theme &theme, QBoxLayout::Direction direction, const QString &cancel, QLabel *problem,
                       QWidget *parent)
    : QWidget(parent), m_problem(problem), m_reviewed(new QCheckBox(this)), m_buttons(new QHBoxLayout),
      m_cancel(new Button(theme, cancel, ButtonKind::secondary, this)),
      m_apply(new Button(theme, {}, ButtonKind::primary, this))
{
    auto *layout = new QBoxLayout(direction, this);
    layout->setContentsMargins({});
    layout->setSpacing(theme.metrics().gap());
    m_buttons->setSpacing(theme.metrics().gap());
    m_buttons->addStretch();
    m_buttons->addWidget(m_cancel);
    m_buttons->addWidget(m_apply);
    layout->addWidget(m_reviewed);
    layout->addLayout(m_buttons);
    connect(m_cancel, &QPushButton::clicked, this, &ReviewActs::cancelled);
    connect(m_apply, &QPushButton::clicked, this, &ReviewActs::applyRequested);
    connect(m_reviewed, &QCheckBox::toggled, this, &ReviewActs::update);
}

void ReviewActs::ask(const QString &verb, client::Tier tier, client::Environment environment)
{
    m_problem->hide();
    m_reviewed->setText(tr("I reviewed this for %1").arg(environmentTag(environment)));
    m_reviewed->setVisible(guardOf(tier, environment).ticks);
    m_reviewed->setChecked(false);
    m_apply->setText(verb);
    setBusy(false);
}

void ReviewActs::setBusy(bool busy)
{
    m_busy = busy;
    update();
}

void ReviewActs::setBlocked(const QString &why)
{
    m_blocked = why;
    update();
}

void ReviewActs::showError(const QString &sentence)
{
    showProblem(m_problem, sentence);
    setBusy(false);
}

void ReviewActs::addAct(QWidget *button)
{
    button->setParent(this);
    m_buttons->insertWidget(m_buttons->count() - 2, button);
}

void ReviewActs::update()
{
    const bool ticked = m_reviewed->isHidden() || m_reviewed->isChecked();
    m_cancel->setEnabled(!m_busy);
    m_apply->setEnabled(!m_busy && ticked && m_blocked.isEmpty());
    setTip(m_apply, m_blocked);
    m_apply->setAccessibleDescription(m_blocked);
}

}  // namespace castellan::ui
