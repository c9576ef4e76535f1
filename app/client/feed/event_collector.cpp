// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/feed/event_collector.h"

#include "client/events/event_store.h"
#include "client/platform/feed.h"

namespace castellan::client {

EventCollector::EventCollector(ServerList &servers, EventStore &events, QObject *parent)
    : QObject(parent), m_servers(servers), m_events(events)
{
    for (Server *server : servers.servers())
        follow(server);
    connect(&servers, &ServerList::added, this, &EventCollector::follow);
    connect(&servers, &ServerList::aboutToRemove, this, [this](Server *server) {
        disconnect(server, nullptr, this, nullptr);
        if (server->feed())
            disconnect(server->feed(), nullptr, this, nullptr);
        m_events.removeServer(server->profile().id);
    });
}

void EventCollector::follow(Server *server)
{
    m_events.setServer(server->profile().id, server->profile().name);
    connect(server, &Server::profileChanged, this,
            [this, server] { m_events.setServer(server->profile().id, server->profile().name); });
    connect(server, &Server::platformKnown, this, [this, server] { followFeed(server); });
    if (server->feed())
        followFeed(server);
}

void EventCollector::followFeed(Server *server)
{
    Feed *feed = server->feed();
    if (!feed)
        return;
    const QString id = server->profile().id;
    connect(feed, &Feed::arrived, this, [this, id](const EventRecords &events) { m_events.add(id, events); });
    connect(feed, &Feed::named, this,
            [this, id](const QHash<QString, QString> &names) { m_events.setNames(id, names); });
    connect(feed, &Feed::gap, this, [this, id](const QDateTime &from, const QDateTime &to, const QString &why) {
        m_events.addGap(id, from, to, why);
    });
    // The user decides whether to continue with the other history; the banner asks.
    connect(feed, &Feed::modeChanged, this, [this, id](FeedMode mode) {
        if (mode == FeedMode::diverged)
            m_events.markOldHistory(id);
    });
}

}  // namespace castellan::client
