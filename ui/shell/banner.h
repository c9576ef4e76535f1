// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/guards/followed_server.h"
#include "ui/screen/local_host.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;

namespace castellan::client {
class Feed;
}

namespace castellan::ui {

class Button;

/// The line between top bar and content that reports a problem of the connection and offers an action. A lost
/// connection is reported after 1.5 s, so that short interruptions are not.
class Banner : public QWidget {
    Q_OBJECT
public:
    Banner(Theme &theme, LocalHost *localHost, QWidget *parent = nullptr);
    /// Null: all servers.
    void follow(client::Server *server);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void restartRequested();

private:
    void connectionChanged();
    enum class Matter { none, local, offline, history };
    [[nodiscard]] Matter matter() const;
    [[nodiscard]] QString words();
    void followFeed();
    void refreshWords();
    Theme &m_theme;
    LocalHost *m_localHost;
    FollowedServer m_server;
    QTimer m_delay;
    QPointer<client::Feed> m_feed;
    Matter m_matter = Matter::none;
    QString m_died;
    QLabel *m_icon;
    QLabel *m_text;
    Button *m_act;
};

}  // namespace castellan::ui
