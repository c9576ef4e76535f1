// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/connections.h"

#include <algorithm>

namespace castellan::http {

void Connections::add(Connection &connection)
{
    m_all.insert(&connection);
    m_most = std::max(m_most, m_all.size());
}

bool Connections::floodIsOver()
{
    constexpr std::size_t flood = 64;
    constexpr std::size_t fewConnections = 4;
    m_flooded = m_flooded || m_most >= flood;
    if (!m_flooded || m_all.size() > m_most / 4)
        return false;
    m_most = m_all.size();
    m_flooded = m_most >= fewConnections;
    return true;
}

void Connections::tick(Connection::Moment now)
{
    for (auto *connection : m_all)
        connection->tick(now);
}

void Connections::drain()
{
    for (auto *connection : m_all)
        connection->drain();
}

void Connections::cut()
{
    for (auto *connection : m_all)
        connection->cut();
}

bool Connections::cutLongestIdle()
{
    Connection *longest = nullptr;
    Connection::Moment since = Connection::Moment::max();
    for (auto *connection : m_all) {
        if (const auto idle = connection->anonymousIdleSince(); idle && *idle < since) {
            longest = connection;
            since = *idle;
        }
    }
    if (longest != nullptr)
        longest->cut();
    return longest != nullptr;
}

}  // namespace castellan::http
