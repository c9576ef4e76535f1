// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guards/followed_server.h"
#include "ui/screen/screen.h"

#include <QWidget>

class QAction;
class QHBoxLayout;

namespace castellan::ui {

class Button;
class Commands;

/// The line above the content: environment frame (3 px), history, breadcrumb, read-only lock, refresh, inspector.
class TopBar : public QWidget {
    Q_OBJECT
public:
    TopBar(Theme &theme, const Commands &commands, QWidget *parent = nullptr);
    /// Null: all servers.
    void setServer(client::Server *server);
    void setCrumbs(const QList<Crumb> &crumbs);
    void setInspectorAvailable(bool available);

Q_SIGNALS:
    void navigate(const castellan::ui::Place &place);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showLock();
    void rebuild();
    Theme &m_theme;
    FollowedServer m_server;
    QList<Crumb> m_crumbs;
    QHBoxLayout *m_trail;
    Button *m_lock;
    Button *m_inspector;
};

}  // namespace castellan::ui
