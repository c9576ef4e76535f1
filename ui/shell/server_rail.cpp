// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/server_rail.h"

#include "client/display_text.h"
#include "ui/guards/environment.h"
#include "ui/guards/server_words.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/shapes.h"
#include "ui/widgets/tool_tip.h"

#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace castellan::ui {

RailTile::RailTile(Theme &theme, client::Server *server, QWidget *parent) : Themed(theme, parent), m_server(server)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setContextMenuPolicy(Qt::CustomContextMenu);
    if (server) {
        connect(server, &client::Server::stateChanged, this, &RailTile::describe);
        connect(server, &client::Server::profileChanged, this, &RailTile::describe);
    }
    describe();
}

void RailTile::describe()
{
    if (!m_server) {
        setAccessibleName(tr("All servers"));
        setTip(this, tr("All servers"));
        return;
    }
    const client::Profile &profile = m_server->profile();
    const QString words =
        tr("%1, %2: %3", "name, environment, state")
            .arg(client::isolated(profile.name), environmentName(profile.environment), lookOf(m_server->state()).word);
    setAccessibleName(words);
    setTip(this, profile.readOnly ? tr("%1, read-only").arg(words) : words);
    update();
}

QSize RailTile::sizeHint() const
{
    const Metrics &m = m_theme.metrics();
    return {m.units(12), m.units(12)};
}

void RailTile::paintEvent(QPaintEvent *)
{
    const Metrics &m = m_theme.metrics();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = m.units(9.5);
    const QRectF tile((width() - side) / 2.0, height() - side - m.units(1), side, side);
    const double radius = m.units(2);

    painter.setPen(QPen(m_theme.color(ColorRole::border), 1));
    painter.setBrush(m_theme.color(underMouse() ? ColorRole::raised : ColorRole::surface));
    painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (isChecked() || hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(ColorRole::accent), 2, isChecked() ? Qt::SolidLine : Qt::DotLine));
        painter.drawRoundedRect(tile.adjusted(-2, -2, 2, 2), radius + 2, radius + 2);
    }
    if (!m_server) {
        const int icon = m.iconSize();
        painter.drawPixmap(QPointF(tile.center().x() - icon / 2.0, tile.center().y() - icon / 2.0),
                           m_theme.pixmap(Icon::grid, ColorRole::text, icon, devicePixelRatioF()));
        return;
    }
    const client::Profile &profile = m_server->profile();
    const EnvironmentTag tag(m_theme, profile.environment, width() - 2.0);
    const double middle = std::max(tile.top() + 0.5, tag.size().height() / 2);
    tag.paint(painter, m_theme, QPointF(tile.center().x(), middle));
    painter.setPen(m_theme.color(ColorRole::text));
    painter.setFont(m_theme.font(TextSize::body, QFont::DemiBold));
    const double below = middle + tag.size().height() / 2 - tile.top();
    painter.drawText(tile.adjusted(0, below, 0, 0), Qt::AlignCenter, initialsOf(profile.name));

    const StateLook look = lookOf(m_server->state());
    const double dot = m.units(2.5);
    const QRectF where(tile.right() - dot * 0.62, tile.bottom() - dot * 0.62, dot, dot);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(ColorRole::bg));
    painter.drawEllipse(where.adjusted(-1.5, -1.5, 1.5, 1.5));
    paintShape(painter, where, look.shape, m_theme.color(roleOf(look.tone)));
}

ServerRail::ServerRail(Theme &theme, client::ServerList &servers, QWidget *parent)
    : SideBar(theme, &Metrics::railWidth, {0, theme.metrics().units(1), 1, theme.metrics().gap()}, {},
              Qt::ScrollBarAlwaysOff, parent),
      m_servers(servers)
{
    setAccessibleName(tr("Servers"));
    connect(&servers, &QAbstractItemModel::rowsInserted, this, [this] { rebuild(); });
    connect(&servers, &QAbstractItemModel::rowsRemoved, this, [this] { rebuild(); });
    connect(&servers, &QAbstractItemModel::rowsMoved, this, [this] { rebuild(); });
    connect(&servers, &QAbstractItemModel::modelReset, this, [this] { rebuild(); });
    // The tile must not paint a server that is being removed.
    connect(&servers, &client::ServerList::aboutToRemove, this, [this](client::Server *server) { rebuild(server); });
    rebuild();
}

void ServerRail::addTile(client::Server *server)
{
    auto *tile = new RailTile(m_theme, server, entries()->parentWidget());
    entries()->addWidget(tile, 0, Qt::AlignHCenter);
    m_all.push_back(tile);
    connect(tile, &QAbstractButton::clicked, this, [this, tile, server] {
        tile->setChecked(server == m_current);
        Q_EMIT chosen(server);
    });
    if (server)
        connect(tile, &QWidget::customContextMenuRequested, this,
                [this, tile, server](const QPoint &at) { Q_EMIT menuRequested(server, tile->mapToGlobal(at)); });
}

void ServerRail::rebuild(const client::Server *leaving)
{
    while (QLayoutItem *item = entries()->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
            // Its server may die before the event loop runs again.
            QObject::disconnect(widget, nullptr, this, nullptr);
            if (leaving)
                delete widget;
        }
        delete item;
    }
    m_all.clear();
    addTile(nullptr);
    for (client::Server *server : m_servers.servers()) {
        if (server != leaving)
            addTile(server);
    }
    auto *add =
        new Button(m_theme, Icon::plus, tr("Connect to a server"), ButtonKind::quiet, entries()->parentWidget());
    connect(add, &QPushButton::clicked, this, &ServerRail::addRequested);
    entries()->addSpacing(m_theme.metrics().gap());
    entries()->addWidget(add, 0, Qt::AlignHCenter);
    entries()->addStretch();
    setCurrent(m_current == leaving ? nullptr : m_current);
}

void ServerRail::setCurrent(const client::Server *server)
{
    m_current = server;
    for (RailTile *tile : m_all)
        tile->setChecked(tile->server() == server);
}

}  // namespace castellan::ui
