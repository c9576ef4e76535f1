// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/shortcuts.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QObject>

#include <map>

class QMenu;
class QMenuBar;

namespace castellan::ui {

/// The window's actions, one per row of the table of shortcuts, and the menus that hold every one of them.
class Commands : public QObject {
    Q_OBJECT
public:
    Commands(Theme &theme, QWidget *window);
    [[nodiscard]] QAction *action(Command command) const { return m_actions.at(command); }

    /// The menu "View" ends with `viewMenuEnd`'s actions; the menu "Server" starts with the servers.
    void fill(QMenuBar *bar);
    void setServers(const QStringList &names, int current);
    void setViewActions(const QList<QAction *> &actions);

Q_SIGNALS:
    void serverChosen(int row);

private:
    QWidget *m_window;
    std::map<Command, QAction *> m_actions;
    QMenu *m_viewMenu = nullptr;
    QMenu *m_serverMenu = nullptr;
    QAction *m_serversEnd = nullptr;
    QAction *m_viewEnd = nullptr;
    QList<QAction *> m_serverActions;
    QList<QAction *> m_viewActions;
};

}  // namespace castellan::ui
