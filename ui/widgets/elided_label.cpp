// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/elided_label.h"

#include "ui/widgets/tool_tip.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>

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

void ElidedLabel::setMostLines(int lines)
{
    m_mostLines = lines;
    auto policy = sizePolicy();
    policy.setHeightForWidth(lines > 1);
    policy.setVerticalPolicy(lines > 1 ? QSizePolicy::Preferred : QSizePolicy::Fixed);  // fixed is one line
    setSizePolicy(policy);
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

QStringList ElidedLabel::linesFor(int width) const
{
    if (m_mostLines == 1 || width >= sizeHint().width())
        return {m_text};
    QTextLayout layout(m_text, face());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    QStringList lines;
    for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        const bool isLast = lines.size() + 1 == m_mostLines;
        lines << m_text.mid(line.textStart(), isLast ? -1 : line.textLength());
        if (isLast)
            break;
    }
    layout.endLayout();
    return lines;
}

int ElidedLabel::heightForWidth(int width) const
{
    return m_mostLines == 1 ? -1 : int(linesFor(width).size()) * sizeHint().height();
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QFont font = face();
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(m_theme.color(isEnabled() ? roleOf(m_tone) : ColorRole::faint));
    const auto lines = linesFor(width());
    if (lines.size() == 1) {
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeading, metrics.elidedText(m_text, m_mode, width()));
        return;
    }
    QRect where(0, 0, width(), metrics.height());
    for (const auto &line : lines) {
        painter.drawText(where, Qt::AlignVCenter | Qt::AlignLeading,
                         metrics.elidedText(line.trimmed(), m_mode, width()));
        where.translate(0, metrics.height());
    }
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (QFontMetrics(face()).horizontalAdvance(linesFor(width()).constLast()) > width())
            showTip(help->globalPos(), m_text, this);
        else
            showTip({}, {}, this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace castellan::ui
