// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/welcome/door.h"

#include <QPainter>

namespace castellan::ui {

Door::Door(Theme &theme, Icon icon, const QString &title, const QString &meaning, QWidget *parent)
    : Themed(theme, parent), m_icon(icon), m_meaning(meaning)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(meaning);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int Door::textLeft() const
{
    return m_theme.metrics().units(4) + m_theme.metrics().units(6) + m_theme.metrics().units(4);
}

int Door::heightForWidth(int width) const
{
    const Metrics &m = m_theme.metrics();
    const int room = width - textLeft() - m.units(12);
    const int title = QFontMetrics(m_theme.font(TextSize::heading, QFont::DemiBold)).height();
    const int words =
        QFontMetrics(m_theme.font())
            .boundingRect(QRect(0, 0, room, 10'000), Qt::TextWordWrap, m_busy.isEmpty() ? m_meaning : m_busy)
            .height();
    return m.units(4) + title + m.units(1) + words + m.units(4);
}

QSize Door::sizeHint() const
{
    const int width = m_theme.metrics().units(120);
    return {width, heightForWidth(width)};
}

void Door::setBusy(const QString &text)
{
    m_busy = text;
    setEnabled(text.isEmpty());
    setAccessibleDescription(text.isEmpty() ? m_meaning : text);
    remeasure();
}

void Door::paintEvent(QPaintEvent *)
{
    const Metrics &m = m_theme.metrics();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = underMouse() && isEnabled();
    const double pen = hasFocus() ? 2 : 1;
    painter.setPen(QPen(m_theme.color(hasFocus() || lit ? ColorRole::accent : ColorRole::border), pen));
    painter.setBrush(m_theme.color(isDown() ? ColorRole::hover : ColorRole::raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2), m.units(2), m.units(2));

    const int icon = m.units(6);
    const bool rtl = isRightToLeft();
    const int iconX = rtl ? width() - m.units(4) - icon : m.units(4);
    painter.drawPixmap(
        QPoint(iconX, m.units(4)),
        m_theme.pixmap(m_icon, isEnabled() ? ColorRole::accent : ColorRole::faint, icon, devicePixelRatioF()));
    const int chevron = m.units(4);
    painter.drawPixmap(
        QPoint(rtl ? m.units(4) : width() - m.units(4) - chevron, (height() - chevron) / 2),
        m_theme.pixmap(rtl ? Icon::chevronLeft : Icon::chevronRight, ColorRole::faint, chevron, devicePixelRatioF()));
    const QFont titleFont = m_theme.font(TextSize::heading, QFont::DemiBold);
    const int titleHeight = QFontMetrics(titleFont).height();
    QRect words = rect().adjusted(rtl ? m.units(12) : textLeft(), m.units(4), rtl ? -textLeft() : -m.units(12), 0);
    painter.setPen(m_theme.color(isEnabled() ? ColorRole::text : ColorRole::muted));
    painter.setFont(titleFont);
    painter.drawText(words, Qt::AlignTop | Qt::AlignLeading, text());
    words.setTop(words.top() + titleHeight + m.units(1));
    painter.setPen(m_theme.color(ColorRole::muted));
    painter.setFont(m_theme.font());
    painter.drawText(words, int(Qt::AlignTop | Qt::AlignLeading) | Qt::TextWordWrap,
                     m_busy.isEmpty() ? m_meaning : m_busy);
}

}  // namespace castellan::ui
