// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/elided_label.h"

#include "ui/widgets/tool_tip.h"

#include <QHelpEvent>
#include <QPainter>

namespace castellan::ui {

ElidedLabel::ElidedLabel(Theme &theme, const QString &text, Qt::TextElideMode mode, QWidget *parent)
    : Themed(theme, parent), m_mode(mode)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setText(text);
}

void ElidedLabel::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    remeasure();
}

void ElidedLabel::setLook(TextSize size, Tone tone, bool fixed, QFont::Weight weight)
{
    m_size = size;
    m_tone = tone;
    m_fixed = fixed;
    m_weight = weight;
    remeasure();
}

QFont ElidedLabel::face() const
{
    return m_fixed ? m_theme.fixedFont(m_size) : m_theme.font(m_size, m_weight);
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics(face());
    return {metrics.horizontalAdvance(m_text) + 2, metrics.height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), m_theme.metrics().units(10)), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QFont font = face();
    painter.setFont(font);
    painter.setPen(m_theme.color(isEnabled() ? roleOf(m_tone) : ColorRole::faint));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeading,
                     QFontMetrics(font).elidedText(m_text, m_mode, width()));
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (sizeHint().width() > width())
            showTip(help->globalPos(), m_text, this);
        else
            showTip({}, {}, this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace castellan::ui
