// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/asio.h"

#include <optional>
#include <unordered_set>

namespace castellan::http {

/// One connected socket, as the engine sees it. I/O thread only; none of these calls re-enters it.
class Connection {
public:
    using Moment = std::chrono::steady_clock::time_point;

    virtual ~Connection() = default;
    /// Called a few times a second: checks the deadlines, instead of a timer for every operation.
    virtual void tick(Moment now) = 0;
    /// The server is stopping: ends soon, and at once if it is idle.
    virtual void drain() = 0;
    /// End now.
    virtual void cut() = 0;
    /// Since when it has been waiting for a request without authentication; none if it isn't.
    [[nodiscard]] virtual std::optional<Moment> anonymousIdleSince() const = 0;
};

/// All of them.
class Connections {
public:
    void add(Connection &connection);
    void remove(Connection &connection) { m_all.erase(&connection); }
    [[nodiscard]] bool empty() const { return m_all.empty(); }

    void tick(Connection::Moment now);
    void drain();
    void cut();
    /// Closes the anonymous connection that has waited longest for a request; false if there is none. Its place is free
    /// only after the I/O thread has run on.
    bool cutLongestIdle();
    /// So many that each connection gets its minimum only.
    [[nodiscard]] bool crowded() const { return m_all.size() >= crowd; }
    /// True after a flood, each time most of the remaining connections have ended, until nearly none is left.
    bool floodIsOver();

private:
    static constexpr std::size_t crowd = 256;

    std::unordered_set<Connection *> m_all;
    std::size_t m_most = 0;  ///< since the last call that was true
    bool m_flooded = false;
};

}  // namespace castellan::http
