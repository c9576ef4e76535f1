// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/audit_log/facet_panel.h"

#include "client/display_text.h"
#include "client/events/texts.h"
#include "ui/widgets/label.h"
#include "ui/widgets/tool_tip.h"

#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace castellan::ui {
namespace {

constexpr int mostRows = 6;

QString titleOfFacet(EventFacets::Facet facet)
{
    switch (facet) {
    case EventFacets::Outcome:
        return FacetPanel::tr("Outcome");
    case EventFacets::Event:
        return FacetPanel::tr("Event");
    case EventFacets::Actor:
        return FacetPanel::tr("Actor");
    case EventFacets::Server:
        return FacetPanel::tr("Server");
    case EventFacets::FacetCount:
        break;
    }
    return {};
}

}  // namespace

FacetRow::FacetRow(Theme &theme, QWidget *parent) : Themed(theme, parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FacetRow::set(const EventFacets::Count &count, bool chosen)
{
    m_value = count.value;
    setText(count.label);
    m_count = QLocale().toString(qlonglong(count.count));
    setChecked(chosen);
    setAccessibleName(tr("%1, %2", "a value and how often it occurs").arg(client::isolated(count.label), m_count));
    setTip(this, count.label == count.value ? QString() : count.value);
    QWidget::update();
}

QSize FacetRow::sizeHint() const
{
    return {m_theme.metrics().units(30), m_theme.metrics().units(5.25)};
}

void FacetRow::enterEvent(QEnterEvent *)
{
    QWidget::update();
}

void FacetRow::leaveEvent(QEvent *)
{
    QWidget::update();
}

void FacetRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &metrics = m_theme.metrics();
    if (isChecked() || underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(m_theme.color(ColorRole::accent), 1.5) : QPen(Qt::NoPen));
        painter.setBrush(m_theme.color(isChecked()    ? ColorRole::accentGround
                                       : underMouse() ? ColorRole::hover
                                                      : ColorRole::surface));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 0.5, -1, -0.5), metrics.unit(), metrics.unit());
    }
    const auto inner = rect().adjusted(metrics.units(2), 0, -metrics.units(2), 0);
    painter.setFont(m_theme.font(TextSize::small));
    const QFontMetrics font(painter.font());
    painter.setPen(m_theme.color(ColorRole::muted));
    painter.drawText(inner, int(QStyle::visualAlignment(layoutDirection(), Qt::AlignRight) | Qt::AlignVCenter),
                     m_count);
    painter.setPen(m_theme.color(isChecked() ? ColorRole::accent : ColorRole::text));
    const int room = inner.width() - font.horizontalAdvance(m_count) - metrics.gap();
    painter.drawText(inner, int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter),
                     font.elidedText(text(), Qt::ElideRight, room));
}

FacetPanel::FacetPanel(Theme &theme, const EventFacets &facets, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_facets(facets)
{
    const auto &metrics = theme.metrics();
    setAccessibleName(tr("Values and how often they occur"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics.units(1), metrics.units(5), metrics.units(1), metrics.units(3));
    layout->setSpacing(metrics.units(2.5));
    for (int facet = 0; facet < EventFacets::FacetCount; ++facet) {
        auto &section = m_sections[std::size_t(facet)];
        section.frame = new QWidget(this);
        section.rows = new QVBoxLayout(section.frame);
        section.rows->setContentsMargins({});
        section.rows->setSpacing(0);
        auto *title = makeLabel(titleOfFacet(EventFacets::Facet(facet)), section.frame, TextSize::small, Tone::muted);
        setStrong(title);
        title->setContentsMargins(metrics.units(2), 0, 0, metrics.units(0.5));
        section.rows->addWidget(title);
        section.frame->hide();
        layout->addWidget(section.frame);
    }
    layout->addStretch();
    connect(&facets, &EventFacets::changed, this, &FacetPanel::update);
}

void FacetPanel::setChosen(std::function<bool(const QString &)> chosen)
{
    m_chosen = std::move(chosen);
    update();
}

void FacetPanel::setServersShown(bool shown)
{
    m_servers = shown;
    update();
}

QString FacetPanel::clauseOf(EventFacets::Facet facet, const QString &value)
{
    // Outcomes are keywords of the filter language.
    if (facet == EventFacets::Outcome)
        return QString(QStringLiteral("outcome:") % value);
    return client::filterClause(EventFacets::keyOf(facet), value);
}

void FacetPanel::update()
{
    for (int i = 0; i < EventFacets::FacetCount; ++i) {
        const auto facet = EventFacets::Facet(i);
        auto &section = m_sections[std::size_t(i)];
        const auto counts = m_facets.top(facet, mostRows);
        section.frame->setVisible(!counts.empty() && (facet != EventFacets::Server || m_servers));
        while (section.shown.size() < counts.size()) {
            auto *row = new FacetRow(m_theme, section.frame);
            connect(row, &QAbstractButton::clicked, this,
                    [this, row, facet] { Q_EMIT toggled(clauseOf(facet, row->value())); });
            section.rows->addWidget(row);
            section.shown.push_back(row);
        }
        for (std::size_t n = 0; n < section.shown.size(); ++n) {
            section.shown[n]->setVisible(n < counts.size());
            if (n >= counts.size())
                continue;
            auto count = counts[n];
            if (facet == EventFacets::Event)
                count.label = client::eventTitle(count.value);
            section.shown[n]->set(count, m_chosen && m_chosen(clauseOf(facet, count.value)));
        }
    }
}

}  // namespace castellan::ui
