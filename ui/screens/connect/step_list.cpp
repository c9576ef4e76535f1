// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/connect/step_list.h"

#include <QPainter>

namespace castellan::ui {

StepList::StepList(Theme &theme, const QStringList &steps, QWidget *parent) : Themed(theme, parent), m_steps(steps)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCurrent(0);
}

void StepList::setCurrent(int step)
{
    m_current = step;
    setAccessibleName(tr("Step %1 of %2: %3").arg(step + 1).arg(m_steps.size()).arg(m_steps.value(step)));
    update();
}

QSize StepList::sizeHint() const
{
    return {m_theme.metrics().units(45), int(m_steps.size()) * m_theme.metrics().units(7.5)};
}

void StepList::paintEvent(QPaintEvent *)
{
    const Metrics &m = m_theme.metrics();
    QPainter painter(this);
    const int height = m.units(7.5);
    for (int i = 0; i < m_steps.size(); ++i) {
        const QRect line(0, i * height, width(), height);
        const bool now = i == m_current;
        const int mark = m.units(3.5);
        const QRect left(isRightToLeft() ? width() - m.units(5) : 0, line.top(), m.units(5), height);
        if (i < m_current)
            painter.drawPixmap(left.left(), line.center().y() - mark / 2,
                               m_theme.pixmap(Icon::check, ColorRole::success, mark, devicePixelRatioF()));
        else {
            painter.setPen(m_theme.color(now ? ColorRole::text : ColorRole::muted));
            painter.setFont(m_theme.font(TextSize::body, now ? QFont::DemiBold : QFont::Normal));
            painter.drawText(left, Qt::AlignVCenter | Qt::AlignLeading, QString::number(i + 1));
        }
        painter.setPen(m_theme.color(now ? ColorRole::text : ColorRole::muted));
        painter.setFont(m_theme.font(TextSize::body, now ? QFont::DemiBold : QFont::Normal));
        painter.drawText(line.adjusted(isRightToLeft() ? 0 : m.units(6), 0, isRightToLeft() ? -m.units(6) : 0, 0),
                         Qt::AlignVCenter | Qt::AlignLeading, m_steps.at(i));
    }
}

}  // namespace castellan::ui
