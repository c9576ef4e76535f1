// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/event_collector.h"

#include "client/events/event_store.h"

namespace castellan::ui {

EventCollector::EventCollector(client::ServerList &servers, client::EventStore &events, QObject *parent)
    : QObject(parent), m_servers(servers), m_events(events)
{
    for (client::Server *server : servers.servers())
        follow(server);
    connect(&servers, &client::ServerList::added, this, &EventCollector::follow);
    connect(&servers, &client::ServerList::aboutToRemove, this, [this](client::Server *server) {
        disconnect(server, nullptr, this, nullptr);
        if (server->feed())
            disconnect(server->feed(), nullptr, this, nullptr);
        m_events.removeServer(server->profile().id);
    });
}

void EventCollector::follow(client::Server *server)
{
    m_events.setServer(server->profile().id, server->profile().name);
    connect(server, &client::Server::profileChanged, this,
            [this, server] { m_events.setServer(server->profile().id, server->profile().name); });
    connect(server, &client::Server::platformKnown, this, [this, server] { followFeed(server); });
    if (server->feed())
        followFeed(server);
}

void EventCollector::followFeed(client::Server *server)
{
    client::Feed *feed = server->feed();
    if (!feed)
        return;
    const QString id = server->profile().id;
    connect(feed, &client::Feed::arrived, this,
            [this, id](const std::vector<client::EntryPtr> &entries) { m_events.add(id, entries); });
    connect(feed, &client::Feed::gap, this, [this, id](const QDateTime &from, const QDateTime &to, const QString &why) {
        m_events.addGap(id, from, to, why);
    });
    // Going on with the other history is the person's decision; the banner asks for it.
    connect(feed, &client::Feed::modeChanged, this, [this, id](client::FeedMode mode) {
        if (mode == client::FeedMode::diverged)
            m_events.markOldHistory(id);
    });
}

}  // namespace castellan::ui
