// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/strength_meter.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace castellan::ui {
namespace {

constexpr int best = 4;

}  // namespace

StrengthMeter::StrengthMeter(Theme &theme, QWidget *parent) : Themed(theme, parent)
{
    setAccessibleName(tr("Strength of the password"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StrengthMeter::setScore(int score)
{
    score = std::min(score, best);
    if (score == m_score)
        return;
    m_score = score;
    setAccessibleDescription(word());
    update();
}

QString StrengthMeter::word() const
{
    return m_score < 0 ? QString() : wordOf(m_score);
}

QString StrengthMeter::wordOf(int score)
{
    switch (score) {
    case 0:
        return tr("Very weak", "strength of a password");
    case 1:
        return tr("Weak", "strength of a password");
    case 2:
        return tr("Fair", "strength of a password");
    case 3:
        return tr("Strong", "strength of a password");
    default:
        return tr("Very strong", "strength of a password");
    }
}

Tone StrengthMeter::tone() const
{
    return m_score < 2 ? Tone::danger : m_score == 2 ? Tone::warning : Tone::success;
}

int StrengthMeter::wordWidth() const
{
    const QFontMetrics metrics(m_theme.font(TextSize::small));
    int widest = 0;
    for (int score = 0; score <= best; ++score)
        widest = std::max(widest, metrics.horizontalAdvance(wordOf(score)));
    return widest;
}

QSize StrengthMeter::sizeHint() const
{
    const Metrics &m = m_theme.metrics();
    const int height = QFontMetrics(m_theme.font(TextSize::small)).height();
    return {m.units(40) + m.gap() + wordWidth(), height + m.units(0.5)};
}

void StrengthMeter::paintEvent(QPaintEvent *)
{
    const Metrics &m = m_theme.metrics();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double words = wordWidth() + m.gap();
    const double gap = m.unit();
    const double part = (width() - words - gap * (best - 1)) / best;
    const double thick = m.unit();
    // The weakest password fills one part, so that the bar never looks empty once something is typed.
    const int filled = m_score < 0 ? 0 : std::max(m_score, 1);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < best; ++i) {
        const double left = isRightToLeft() ? width() - (i + 1) * part - i * gap : i * (part + gap);
        painter.setBrush(m_theme.color(i < filled ? roleOf(tone()) : ColorRole::border));
        painter.drawRoundedRect(QRectF(left, (height() - thick) / 2, part, thick), thick / 2, thick / 2);
    }
    painter.setPen(m_theme.color(ColorRole::text));
    painter.setFont(m_theme.font(TextSize::small));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignTrailing, word());
}

}  // namespace castellan::ui
