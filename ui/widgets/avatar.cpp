// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/avatar.h"

#include <QPainter>

namespace castellan::ui {

QString initialsOf(const QString &name)
{
    QString simple = name.simplified();
    for (QChar &c : simple) {
        if (c == QLatin1Char('-') || c == QLatin1Char('_') || c == QLatin1Char('.'))
            c = QLatin1Char(' ');
    }
    const QStringList words = simple.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty())
        return QStringLiteral("?");
    if (words.size() == 1)
        return words.first().left(2).toUpper();
    return (words.first().left(1) + words.last().left(1)).toUpper();
}

Avatar::Avatar(Theme &theme, const QString &name, QWidget *parent) : Themed(theme, parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setName(name);
}

void Avatar::setName(const QString &name)
{
    m_name = name;
    setAccessibleName(name);
    update();
}

QSize Avatar::sizeHint() const
{
    return {m_theme.metrics().units(8), m_theme.metrics().units(8)};
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(ColorRole::hover));
    painter.drawEllipse(rect());
    painter.setPen(m_theme.color(ColorRole::text));
    painter.setFont(m_theme.font(TextSize::small, QFont::DemiBold));
    painter.drawText(rect(), Qt::AlignCenter, initialsOf(m_name));
}

}  // namespace castellan::ui
