// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/key_values.h"

#include "ui/widgets/elided_label.h"
#include "ui/widgets/label.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGridLayout>

namespace castellan::ui {
namespace {

constexpr int mostLines = 4;  // of a value

}  // namespace

KeyValues::KeyValues(Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(theme.metrics().gap());
    m_grid->setVerticalSpacing(theme.metrics().units(1.25));
    m_grid->setColumnStretch(1, 1);
}

void KeyValues::clear()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void KeyValues::add(const QString &name, const QString &value, bool fixed)
{
    const int row = m_grid->rowCount();
    auto *label = new ElidedLabel(m_theme, value, fixed ? Qt::ElideMiddle : Qt::ElideRight, this);
    label->setLook(TextSize::body, Tone::normal, fixed);
    label->setMostLines(mostLines);
    auto *title = makeLabel(name, this, TextSize::small, Tone::muted);
    title->setMinimumHeight(label->sizeHint().height());
    m_grid->addWidget(title, row, 0, Qt::AlignLeft | Qt::AlignTop);
    label->setAccessibleName(name + QStringLiteral(": ") + value);
    label->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *copy = new QAction(tr("Copy value"), label);
    connect(copy, &QAction::triggered, label, [value] { QApplication::clipboard()->setText(value); });
    label->addAction(copy);
    m_grid->addWidget(label, row, 1);
}

}  // namespace castellan::ui
