// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/two_columns.h"

#include <QResizeEvent>
#include <QVBoxLayout>

namespace castellan::ui {
namespace {

/// The widest that a form gets, and the gap between two of them, on the grid.
constexpr double formUnits = 100;
constexpr double gapUnits = 14;

}  // namespace

TwoColumns::TwoColumns(Theme &theme, const QString &name, QWidget *parent)
    : QScrollArea(parent), m_theme(theme), m_columns(new QBoxLayout(QBoxLayout::TopToBottom)), m_left(new QVBoxLayout),
      m_right(new QVBoxLayout)
{
    const Metrics &m = theme.metrics();
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(name);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inner = new QWidget(this);
    inner->setProperty("ground", QStringLiteral("none"));
    auto *outer = new QVBoxLayout(inner);
    outer->setContentsMargins(0, 0, m.pageMargin(), m.pageMargin());
    outer->addLayout(m_columns);
    outer->addStretch();
    for (auto *column : {m_left, m_right}) {
        column->setSpacing(m.units(8));
        m_columns->addLayout(column, 1000);
    }
    m_columns->addStretch(1);
    m_left->setAlignment(Qt::AlignTop);
    m_right->setAlignment(Qt::AlignTop);
    setWidget(inner);
    connect(&theme, &Theme::changed, this, &TwoColumns::arrange);
    arrange();
}

void TwoColumns::add(QBoxLayout *column, QWidget *form)
{
    form->setMaximumWidth(m_theme.metrics().units(formUnits));
    column->addWidget(form);
}

void TwoColumns::addLeft(QWidget *form)
{
    add(m_left, form);
}

void TwoColumns::addRight(QWidget *form)
{
    add(m_right, form);
}

void TwoColumns::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void TwoColumns::arrange()
{
    const Metrics &m = m_theme.metrics();
    const bool wide = viewport()->width() >= m.units(2 * formUnits * 0.8 + gapUnits) + m.pageMargin();
    m_columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_columns->setSpacing(m.units(wide ? gapUnits : 8));
}

}  // namespace castellan::ui
