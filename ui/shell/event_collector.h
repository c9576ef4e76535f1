// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server_list.h"

#include <QObject>

namespace castellan::client {
class EventStore;
}

namespace castellan::ui {

/// Brings the events of every server's feed into the one store that screens look at.
class EventCollector : public QObject {
    Q_OBJECT
public:
    EventCollector(client::ServerList &servers, client::EventStore &events, QObject *parent = nullptr);

private:
    void follow(client::Server *server);
    void followFeed(client::Server *server);
    client::ServerList &m_servers;
    client::EventStore &m_events;
};

}  // namespace castellan::ui
