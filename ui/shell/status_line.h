// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server_list.h"
#include "ui/guards/followed_server.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;

namespace castellan::ui {

class ElidedLabel;
class StatusDot;

/// The window's last line: state and latency, how events come in, who is signed in. Of one server or of all.
class StatusLine : public QWidget {
    Q_OBJECT
public:
    StatusLine(Theme &theme, client::ServerList &servers, QWidget *parent = nullptr);
    /// Null: all servers.
    void setServer(client::Server *server);

    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// Refreshes the words when one of them may have changed: nothing here is polled.
    void watch(client::Server *server);
    void watchFeeds();
    void refreshWords();
    void showServer();
    void showAll();
    void announce(const QString &state);
    Theme &m_theme;
    client::ServerList &m_servers;
    FollowedServer m_server;
    StatusDot *m_state;
    ElidedLabel *m_feed;
    ElidedLabel *m_person;
    QString m_announced;
};

}  // namespace castellan::ui
