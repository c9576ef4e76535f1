// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/shapes.h"

namespace castellan::ui {

void paintShape(QPainter &painter, const QRectF &where, Shape shape, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPointF c = where.center();
    const double r = std::min(where.width(), where.height()) / 2;
    switch (shape) {
    case Shape::none:
        break;
    case Shape::dot:
        painter.drawEllipse(c, r * 0.92, r * 0.92);
        break;
    case Shape::halfDot:
        painter.drawPie(QRectF(c.x() - r * 0.9, c.y() - r * 0.9, r * 1.8, r * 1.8), 90 * 16, 180 * 16);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 1.25));
        painter.drawEllipse(c, r * 0.82, r * 0.82);
        break;
    case Shape::ring:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 1.5));
        painter.drawEllipse(c, r * 0.78, r * 0.78);
        break;
    case Shape::triangle:
        painter.drawPolygon(
            QPolygonF({{c.x(), c.y() - r}, {c.x() + r * 1.1, c.y() + r * 0.85}, {c.x() - r * 1.1, c.y() + r * 0.85}}));
        break;
    case Shape::diamond:
        painter.drawPolygon(QPolygonF({{c.x(), c.y() - r * 1.15},
                                       {c.x() + r * 1.15, c.y()},
                                       {c.x(), c.y() + r * 1.15},
                                       {c.x() - r * 1.15, c.y()}}));
        break;
    case Shape::cross: {
        painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap));
        const double d = r * 0.7;
        painter.drawLine(QPointF(c.x() - d, c.y() - d), QPointF(c.x() + d, c.y() + d));
        painter.drawLine(QPointF(c.x() + d, c.y() - d), QPointF(c.x() - d, c.y() + d));
        break;
    }
    case Shape::dash:
        painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(c.x() - r * 0.7, c.y()), QPointF(c.x() + r * 0.7, c.y()));
        break;
    }
    painter.restore();
}

StatusDot::StatusDot(Theme &theme, QWidget *parent) : Themed(theme, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StatusDot::set(Shape shape, Tone tone, const QString &text, TextSize size)
{
    if (shape == m_shape && tone == m_tone && text == m_text && size == m_size)
        return;
    m_shape = shape;
    m_tone = tone;
    m_text = text;
    m_size = size;
    setAccessibleName(text);
    remeasure();
}

QSize StatusDot::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(m_size));
    const int side = m_shape == Shape::none ? 0 : m_theme.metrics().units(4);
    return {side + metrics.horizontalAdvance(m_text) + 2, metrics.height()};
}

QSize StatusDot::minimumSizeHint() const
{
    return {m_theme.metrics().units(8), sizeHint().height()};
}

void StatusDot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor color = m_theme.color(roleOf(m_tone));
    QRect text = rect();
    if (m_shape != Shape::none) {
        const double side = m_theme.metrics().units(2.25);
        const double x = isRightToLeft() ? width() - side - 1 : 1;
        paintShape(painter, QRectF(x, (height() - side) / 2.0, side, side), m_shape, color);
        const int taken = m_theme.metrics().units(4);
        text.adjust(isRightToLeft() ? 0 : taken, 0, isRightToLeft() ? -taken : 0, 0);
    }
    painter.setPen(color);
    const QFont font = m_theme.font(m_size);
    painter.setFont(font);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeading,
                     QFontMetrics(font).elidedText(m_text, Qt::ElideRight, text.width()));
}

}  // namespace castellan::ui
