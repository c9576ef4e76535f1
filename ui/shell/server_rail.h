// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server_list.h"
#include "ui/shell/side_bar.h"
#include "ui/theme/themed.h"

#include <QAbstractButton>
#include <QWidget>

#include <vector>

namespace castellan::ui {

/// One tile of the rail: initials, environment tag, state by shape, ring when it is on screen.
class RailTile : public Themed<QAbstractButton> {
    Q_OBJECT
public:
    /// Null: the tile of all servers.
    RailTile(Theme &theme, client::Server *server, QWidget *parent);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] client::Server *server() const { return m_server; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();
    client::Server *m_server;
};

/// The servers at the window's left edge, in the list's order.
class ServerRail : public SideBar {
    Q_OBJECT
public:
    ServerRail(Theme &theme, client::ServerList &servers, QWidget *parent = nullptr);
    /// Null: all servers.
    void setCurrent(const client::Server *server);

Q_SIGNALS:
    void chosen(castellan::client::Server *server);
    void addRequested();
    void menuRequested(castellan::client::Server *server, const QPoint &globalPosition);

private:
    void rebuild(const client::Server *leaving = nullptr);
    void addTile(client::Server *server);
    client::ServerList &m_servers;
    std::vector<RailTile *> m_all;
    const client::Server *m_current = nullptr;
};

}  // namespace castellan::ui
