// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guards/followed_server.h"
#include "ui/screen/screen.h"
#include "ui/shell/commands.h"

#include <QObject>

namespace castellan::ui {

/// The commands of menu, shortcut and rail that concern the server on screen: read-only, sign out, try now, copy the
/// address, remove.
class ServerActs : public QObject {
    Q_OBJECT
public:
    ServerActs(ScreenContext context, Commands &commands, QWidget *window);
    /// Null: all servers.
    void setServer(client::Server *server);
    /// Brings the commands up to date with what the server allows.
    void update();
    void showMenu(const QPoint &at);

Q_SIGNALS:
    void said(const QString &text);

private:
    void askToRemove();
    void signOut();
    ScreenContext m_context;
    Commands &m_commands;
    QWidget *m_window;
    FollowedServer m_server;
};

}  // namespace castellan::ui
