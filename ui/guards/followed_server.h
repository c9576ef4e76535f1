// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"

#include <QPointer>

#include <functional>
#include <memory>

namespace castellan::ui {

/// The server that a widget shows, with the connections to its signals. Null: none, or all servers together; also once
/// the server is deleted.
class FollowedServer {
public:
    /// Ends the connections to the server before, and calls `changed` on each of the signals of this one.
    template <class... Signals>
    void follow(client::Server *server, const std::function<void()> &changed, Signals... signals)
    {
        m_server = server;
        m_connections = std::make_unique<QObject>();
        if (server)
            (QObject::connect(server, signals, m_connections.get(), changed), ...);
    }

    /// Calls `changed` on a further signal of the server that is followed.
    template <class Signal> void on(Signal signal, const std::function<void()> &changed)
    {
        if (m_server)
            QObject::connect(m_server.data(), signal, m_connections.get(), changed);
    }

    [[nodiscard]] client::Server *get() const { return m_server; }
    [[nodiscard]] client::Server *operator->() const { return m_server; }
    [[nodiscard]] client::Server &operator*() const { return *m_server; }
    [[nodiscard]] explicit operator bool() const { return !m_server.isNull(); }

private:
    QPointer<client::Server> m_server;
    std::unique_ptr<QObject> m_connections;  ///< their context
};

}  // namespace castellan::ui
