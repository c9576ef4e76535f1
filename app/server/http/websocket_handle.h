// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mutex.h"
#include "server/http/asio.h"
#include "server/http/websocket.h"

#include <atomic>
#include <deque>

namespace castellan::http {

/// The end of a WebSocketHandle that lives on the I/O thread.
class WebSocketSink {
public:
    virtual ~WebSocketSink() = default;
    /// There is something to write or to close.
    virtual void wake() = 0;
};

/// The application's end of a WebSocket: a queue that any thread fills. It may outlive the connection and the server;
/// then it does nothing. The executor is touched only under the mutex and only while attached.
class WebSocketHandle final : public WebSocket {
public:
    WebSocketHandle(Executor executor, Peer peer, std::size_t messageLimit)
        : m_peer(std::move(peer)), m_messageLimit(messageLimit), m_executor(std::move(executor))
    {
    }

    void send(std::shared_ptr<const std::string> text) override;
    [[nodiscard]] std::size_t pending() const override { return m_pending; }
    void close(std::uint16_t code, std::string reason) override;
    [[nodiscard]] const Peer &peer() const override { return m_peer; }

    struct Close {
        std::uint16_t code;
        std::string reason;
    };

    // The I/O thread's side.
    void attach(std::weak_ptr<WebSocketSink> sink);
    /// From now on nothing is queued and the sink isn't called.
    void detach();
    /// The next message to write; none if there is none.
    [[nodiscard]] std::shared_ptr<const std::string> next();
    void written(std::size_t bytes) { m_pending -= bytes; }
    /// The close code, once nothing is queued any more.
    [[nodiscard]] std::optional<Close> closing();

private:
    void post() REQUIRES_LOCK(m_mutex);

    Peer m_peer;
    std::size_t m_messageLimit;
    std::atomic<std::size_t> m_pending{0};
    Mutex m_mutex;
    Executor m_executor GUARDED_BY(m_mutex);
    std::weak_ptr<WebSocketSink> m_sink GUARDED_BY(m_mutex);
    bool m_attached GUARDED_BY(m_mutex) = false;
    bool m_posted GUARDED_BY(m_mutex) = false;
    std::deque<std::shared_ptr<const std::string>> m_queue GUARDED_BY(m_mutex);
    std::optional<Close> m_close GUARDED_BY(m_mutex);
};

}  // namespace castellan::http
