// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/connections.h"

namespace castellan::http {

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
