// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/navigation.h"

#include "client/display_text.h"
#include "ui/guards/server_words.h"
#include "ui/widgets/label.h"
#include "ui/widgets/tool_tip.h"

#include <QPainter>
#include <QVBoxLayout>

#include <optional>

namespace castellan::ui {

NavigationEntry::NavigationEntry(Theme &theme, const View &view, QWidget *parent) : Themed(theme, parent), m_view(view)
{
    setText(titleOf(view));
    setAccessibleName(text());
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void NavigationEntry::setCount(const QString &text)
{
    m_count = text;
    setAccessibleDescription(text);
    update();
}

QSize NavigationEntry::sizeHint() const
{
    return {m_theme.metrics().units(20), m_theme.metrics().units(7)};
}

void NavigationEntry::paintEvent(QPaintEvent *)
{
    const Metrics &m = m_theme.metrics();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = m.units(1.25);
    if (isChecked() || (underMouse() && isEnabled())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(isChecked() ? ColorRole::selection : ColorRole::hover));
        painter.drawRoundedRect(rect(), radius, radius);
    }
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(ColorRole::accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
    }
    const bool rtl = isRightToLeft();
    const ColorRole ink = isEnabled() ? ColorRole::text : ColorRole::faint;
    const int icon = m.iconSize();
    const int pad = m.units(2);
    painter.drawPixmap(QPoint(rtl ? width() - pad - icon : pad, (height() - icon) / 2),
                       m_theme.pixmap(m_view.icon, ink, icon, devicePixelRatioF()));
    const int textLeft = pad + icon + m.units(2.25);
    const int countWidth =
        m_count.isEmpty() ? 0 : QFontMetrics(m_theme.font(TextSize::small)).horizontalAdvance(m_count);
    QRect words = rect().adjusted(rtl ? pad + countWidth : textLeft, 0, rtl ? -textLeft : -pad - countWidth, 0);
    painter.setPen(m_theme.color(ink));
    const QFont font = m_theme.font(TextSize::body, isChecked() ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeading,
                     QFontMetrics(font).elidedText(text(), Qt::ElideRight, words.width()));
    if (countWidth > 0) {
        painter.setPen(m_theme.color(isEnabled() ? ColorRole::muted : ColorRole::faint));
        painter.setFont(m_theme.font(TextSize::small));
        painter.drawText(rect().adjusted(pad, 0, -pad, 0), Qt::AlignVCenter | Qt::AlignTrailing, m_count);
    }
}

Navigation::Navigation(Theme &theme, const Views &views, QWidget *parent)
    : SideBar(theme, &Metrics::navigationWidth, {0, 0, 1, 0},
              {theme.metrics().gap(), theme.metrics().units(3), theme.metrics().gap(), theme.metrics().gap()},
              Qt::ScrollBarAsNeeded, parent),
      m_views(views)
{
    setAccessibleName(tr("Navigation"));
    rebuild();
}

void Navigation::setServer(client::Server *server)
{
    if (server == m_server.get() && !m_byId.empty())
        return;
    m_counts.clear();
    m_server.follow(server, [this] { rebuild(); }, &client::Server::platformKnown);
    rebuild();
}

void Navigation::rebuild()
{
    while (QLayoutItem *item = entries()->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    m_byId.clear();
    std::optional<ViewGroup> group;
    client::Platform *platform = m_server ? m_server->platform() : nullptr;
    for (const View &view : m_views) {
        if (view.group == ViewGroup::hidden || (m_server ? !view.forServer : !view.forAllServers))
            continue;
        if (group != view.group && view.group != ViewGroup::top) {
            QLabel *heading = makeLabel(titleOf(view.group), entries()->parentWidget(), TextSize::small, Tone::muted);
            setStrong(heading);
            heading->setContentsMargins(m_theme.metrics().gap(), m_theme.metrics().units(3.5), 0,
                                        m_theme.metrics().units(1.75));
            entries()->addWidget(heading);
        }
        group = view.group;
        auto *entry = new NavigationEntry(m_theme, view, entries()->parentWidget());
        const bool missing = platform && view.offered && !view.offered(*platform);
        entry->setEnabled(!missing);
        if (missing) {
            const QString why =
                tr("Not offered by %1", "product and version").arg(client::isolated(productWords(platform->info())));
            setTip(entry, why);
            entry->setAccessibleDescription(why);
        }
        const QString id = QLatin1String(view.id);
        connect(entry, &QAbstractButton::clicked, this, [this, entry, id] {
            entry->setChecked(id == m_current);
            Q_EMIT chosen(id);
        });
        entries()->addWidget(entry);
        m_byId.emplace(id, entry);
        if (const auto count = m_counts.find(id); count != m_counts.end() && !missing)
            entry->setCount(count->second);
    }
    entries()->addStretch();
    setCurrent(m_current);
}

void Navigation::setCurrent(const QString &viewId)
{
    m_current = viewId;
    for (const auto &[id, entry] : m_byId)
        entry->setChecked(id == viewId);
}

void Navigation::setCount(const QString &viewId, const QString &text)
{
    m_counts[viewId] = text;
    if (NavigationEntry *one = entry(viewId))
        one->setCount(text);
}

NavigationEntry *Navigation::entry(const QString &viewId) const
{
    const auto it = m_byId.find(viewId);
    return it == m_byId.end() ? nullptr : it->second;
}

}  // namespace castellan::ui
