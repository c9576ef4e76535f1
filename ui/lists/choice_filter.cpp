// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/lists/choice_filter.h"

#include "ui/widgets/tool_tip.h"
#include <QActionGroup>

#include <QMenu>

namespace castellan::ui {

ChoiceFilter::ChoiceFilter(Theme &theme, const QString &name, const QString &every, QWidget *parent)
    : Button(theme, name, ButtonKind::secondary, parent), m_name(name), m_choices(new QActionGroup(this))
{
    setMenu(new QMenu(this));
    addChoice(every, {});
    m_choices->actions().constFirst()->setChecked(true);
}

void ChoiceFilter::addChoice(const QString &text, const QVariant &value, const QString &shown)
{
    auto *action = m_choices->addAction(menu()->addAction(text));
    setTip(action, {});
    action->setCheckable(true);
    connect(action, &QAction::triggered, this,
            [this, value, words = shown.isEmpty() ? text : shown] { choose(value, words); });
}

QString ChoiceFilter::words() const
{
    return tr("%1: %2", "a filter's name, what it lets through").arg(m_name, m_shown);
}

void ChoiceFilter::clear()
{
    if (!m_value.isValid())
        return;
    m_choices->actions().constFirst()->setChecked(true);
    choose({}, {});
}

void ChoiceFilter::choose(const QVariant &value, const QString &shown)
{
    m_value = value;
    m_shown = shown;
    setText(value.isValid() ? words() : m_name);
    Q_EMIT changed();
}

}  // namespace castellan::ui
