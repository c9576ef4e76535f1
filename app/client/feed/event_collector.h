// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server_list.h"

#include <QObject>

namespace castellan::client {

class EventStore;

/// Collects the events of every server's feed in one store.
class EventCollector : public QObject {
    Q_OBJECT
public:
    EventCollector(ServerList &servers, EventStore &events, QObject *parent = nullptr);

private:
    void follow(Server *server);
    void followFeed(Server *server);
    ServerList &m_servers;
    EventStore &m_events;
};

}  // namespace castellan::client
