// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/inspector_area.h"

namespace castellan::ui {

InspectorArea::InspectorArea(Theme &theme, QWidget *parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Details"));
    setMinimumWidth(theme.metrics().units(56));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    hide();
}

void InspectorArea::visit(QWidget *details, QWidget *home)
{
    if (widget() != details) {
        if (QWidget *old = takeWidget()) {
            old->hide();
            old->setParent(home);
        }
        if (details) {
            setWidget(details);
            details->show();
        }
    }
    setVisible(details && m_wanted);
    Q_EMIT changed();
}

void InspectorArea::setWanted(bool on)
{
    m_wanted = on;
    setVisible(hasVisitor() && on);
    Q_EMIT changed();
}

}  // namespace castellan::ui
