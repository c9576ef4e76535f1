// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/panes.h"

#include <QApplication>

namespace castellan::ui {

qsizetype Panes::indexOfFocus() const
{
    const QWidget *focus = QApplication::focusWidget();
    for (qsizetype i = 0; i < m_panes.size(); ++i) {
        if (focus && (m_panes.at(i).widget == focus || m_panes.at(i).widget->isAncestorOf(focus)))
            return i;
    }
    return -1;
}

QWidget *Panes::current() const
{
    const qsizetype at = indexOfFocus();
    return at < 0 ? nullptr : m_panes.at(at).widget;
}

QWidget *Panes::firstIn(QWidget *pane)
{
    // The chain runs in tab order through the whole window and back.
    for (QWidget *widget = pane->nextInFocusChain(); widget && widget != pane; widget = widget->nextInFocusChain()) {
        if (pane->isAncestorOf(widget) && (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisible() &&
            widget->isEnabled())
            return widget;
    }
    return nullptr;
}

void Panes::step(int by)
{
    const qsizetype count = m_panes.size();
    const qsizetype at = indexOfFocus();
    if (at >= 0)
        m_panes[at].last = QApplication::focusWidget();
    for (qsizetype i = 1; i <= count; ++i) {
        const qsizetype start = at < 0 ? (by > 0 ? -1 : 0) : at;
        Pane &pane = m_panes[((start + by * i) % count + count) % count];
        if (!pane.widget->isVisible())
            continue;
        QWidget *target =
            pane.last && pane.last->isVisible() && pane.last->isEnabled() ? pane.last.data() : firstIn(pane.widget);
        if (target) {
            target->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

}  // namespace castellan::ui
