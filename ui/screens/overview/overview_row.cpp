// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/overview_row.h"

#include "client/platform/feed.h"
#include "ui/guards/environment.h"
#include "ui/guards/server_words.h"
#include "ui/lists/words.h"

#include <QPainter>

namespace castellan::ui {
namespace {

/// The connection's state, or the mode of its feed while connected.
StateLook liveLook(client::Server &server)
{
    StateLook look = lookOf(server.state());
    const QString feed = feedModeWords(server);  // the server's own page gives the reason, too
    const bool up =
        server.state() == client::ConnectionState::connected || server.state() == client::ConnectionState::degraded;
    if (!up || feed.isEmpty())
        return look;
    look.word = feed;
    look.word[0] = look.word.at(0).toUpper();
    if (const auto mode = server.feed()->mode();
        mode == client::FeedMode::polling || mode == client::FeedMode::refused) {
        look.shape = Shape::halfDot;
        look.tone = Tone::warning;
    }
    return look;
}

}  // namespace

OverviewRow::OverviewRow(Theme &theme, ServerSummary &summary, QWidget *parent)
    : Themed(theme, parent), m_summary(summary)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&summary, &ServerSummary::changed, this, &OverviewRow::summaryChanged);
    summaryChanged();
}

void OverviewRow::summaryChanged()
{
    const client::Profile &profile = m_summary.server().profile();
    QStringList words{profile.name, environmentName(profile.environment), lookOf(m_summary.server().state()).word};
    for (const Finding &finding : m_summary.findings())
        words << finding.text;
    setAccessibleName(words.join(QStringLiteral(", ")));
    m_age = Words::ago(m_summary.lastEvent(), QDateTime::currentDateTime());
    remeasure();
}

void OverviewRow::showAge()
{
    const QString age = Words::ago(m_summary.lastEvent(), QDateTime::currentDateTime());
    if (age == m_age)
        return;
    m_age = age;
    update();
}

QSize OverviewRow::sizeHint() const
{
    const Metrics &m = m_theme.metrics();
    const auto lines = std::max<std::size_t>(3, m_summary.findings().size());
    return {m.units(200), m.units(3) + int(lines) * m.units(5.25) + m.units(2)};
}

QSize OverviewRow::minimumSizeHint() const
{
    return {m_theme.metrics().units(120), sizeHint().height()};
}

void OverviewRow::paintEvent(QPaintEvent *)
{
    const Metrics &m = m_theme.metrics();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse())
        painter.fillRect(rect(), m_theme.color(ColorRole::raised));
    painter.fillRect(0, height() - 1, width(), 1, m_theme.color(ColorRole::border));
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(ColorRole::accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -2), 3, 3);
    }
    // Columns in the proportions of a 1280 wide window; narrow windows give up the facts last.
    const int who = int(width() * 0.27);
    const int facts = int(width() * 0.70);
    const int last = m.units(26);
    const QRect inner = rect().adjusted(hasFocus() ? m.gap() : 0, m.units(3), hasFocus() ? -m.gap() : 0, -m.units(2));
    paintWho(painter, QRect(inner.left(), inner.top(), who - m.barMargin(), inner.height()));
    paintFindings(painter, QRect(who, inner.top(), facts - who - m.barMargin(), inner.height()));
    paintFacts(painter, QRect(facts, inner.top(), inner.right() - facts - last, inner.height()));

    painter.setFont(m_theme.font(TextSize::small));
    painter.setPen(m_theme.color(ColorRole::muted));
    const QRect when(inner.right() - last, inner.top(), last, m.units(4.5));
    painter.drawText(when, Qt::AlignTrailing | Qt::AlignVCenter, tr("last event"));
    painter.drawText(when.translated(0, m.units(4.25)), Qt::AlignTrailing | Qt::AlignVCenter, m_age);
}

void OverviewRow::paintWho(QPainter &painter, QRect where) const
{
    const Metrics &m = m_theme.metrics();
    client::Server &server = m_summary.server();
    const client::Profile &profile = server.profile();
    const int line = m.units(5);
    const QFont nameFont = m_theme.font(TextSize::body, QFont::DemiBold);
    const QFontMetrics nameMetrics(nameFont);
    const int chip = EnvironmentChip::widthOf(m_theme, profile.environment);
    const QString name = nameMetrics.elidedText(profile.name, Qt::ElideRight, where.width() - chip - m.gap());
    painter.setFont(nameFont);
    painter.setPen(m_theme.color(ColorRole::text));
    painter.drawText(QRect(where.left(), where.top(), where.width(), line), Qt::AlignVCenter, name);
    EnvironmentChip::paint(
        painter, m_theme, profile.environment,
        QPointF(where.left() + nameMetrics.horizontalAdvance(name) + m.gap(), where.top() + line / 2.0));
    QString how = productWords(profile);
    if (profile.embedded)
        how += (how.isEmpty() ? QString() : QStringLiteral(" · ")) + tr("in this window");
    else if (server.latency().count() > 0)
        how += (how.isEmpty() ? QString() : QStringLiteral(" · ")) + tr("%1 ms").arg(server.latency().count());
    if (how.isEmpty())
        how = profile.url.host();
    const QFont small = m_theme.font(TextSize::small);
    painter.setFont(small);
    painter.setPen(m_theme.color(ColorRole::muted));
    painter.drawText(QRect(where.left(), where.top() + line, where.width(), line), Qt::AlignVCenter,
                     QFontMetrics(small).elidedText(how, Qt::ElideRight, where.width()));
    const StateLook look = liveLook(server);
    const double dot = m.units(2.25);
    const double y = where.top() + 2 * line + line / 2.0;
    paintShape(painter, QRectF(where.left() + 1, y - dot / 2, dot, dot), look.shape, m_theme.color(roleOf(look.tone)));
    painter.setPen(m_theme.color(roleOf(look.tone)));
    painter.drawText(QRect(where.left() + m.units(4), where.top() + 2 * line, where.width() - m.units(4), line),
                     Qt::AlignVCenter,
                     QFontMetrics(small).elidedText(look.word, Qt::ElideRight, where.width() - m.units(4)));
}

void OverviewRow::paintFindings(QPainter &painter, QRect where) const
{
    const Metrics &m = m_theme.metrics();
    const int line = m.units(5.25);
    int y = where.top();
    const QFont font = m_theme.font();
    painter.setFont(font);
    for (const Finding &finding : m_summary.findings()) {
        const double side = m.units(2.5);
        const auto look = lookOf(finding.weight);
        paintShape(painter, QRectF(where.left(), y + (line - side) / 2.0, side, side), look.shape,
                   m_theme.color(roleOf(look.tone)));
        painter.setPen(m_theme.color(ColorRole::text));
        const QRect text(where.left() + m.units(4.25), y, where.width() - m.units(4.25), line);
        painter.drawText(text, Qt::AlignVCenter,
                         QFontMetrics(font).elidedText(finding.text, Qt::ElideRight, text.width()));
        y += line;
    }
}

void OverviewRow::paintFacts(QPainter &painter, QRect where) const
{
    const Metrics &m = m_theme.metrics();
    const int line = m.units(5.25);
    const QFont small = m_theme.font(TextSize::small);
    painter.setFont(small);
    painter.setPen(m_theme.color(ColorRole::muted));
    int y = where.top();
    for (const QString &text : {m_summary.teamWords(), m_summary.userWords()}) {
        painter.drawText(QRect(where.left(), y, where.width(), line), Qt::AlignVCenter,
                         QFontMetrics(small).elidedText(text, Qt::ElideRight, where.width()));
        y += line;
    }
}

}  // namespace castellan::ui
