// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mutex.h"
#include "server/http/websocket.h"
#include "server/stream/inbox.h"
#include "server/stream/viewer.h"

#include <atomic>
#include <memory>
#include <string>

namespace castellan::stream {

class Loop;

/// One subscriber's socket: passes its events to the hub's thread.
class Handler final : public http::WebSocketHandler, public std::enable_shared_from_this<Handler> {
public:
    Handler(std::shared_ptr<Inbox> inbox, Loop &loop, Result<Viewer> viewer, std::string address);

    // http::WebSocketHandler, on the I/O thread
    void opened(std::shared_ptr<http::WebSocket> socket) override;
    void received(std::string_view text) override;
    void drained() override;
    void closed(std::uint16_t code) override;

    // The hub's thread.
    void send(std::shared_ptr<const std::string> text);
    void close(std::uint16_t code, std::string reason);
    /// Bytes that the socket has not written yet. Above the limit, the hub is notified when they are.
    [[nodiscard]] std::size_t pending();
    void tellWhenDrained() { m_wantsDrained = true; }
    [[nodiscard]] const Result<Viewer> &viewer() const { return m_viewer; }
    [[nodiscard]] const std::string &address() const { return m_address; }
    void heard() { --m_unheard; }

private:
    [[nodiscard]] std::shared_ptr<http::WebSocket> socket();

    const std::shared_ptr<Inbox> m_inbox;
    Loop &m_loop;  ///< touched by jobs of the inbox alone
    const Result<Viewer> m_viewer;
    const std::string m_address;
    Mutex m_mutex;
    std::shared_ptr<http::WebSocket> m_socket GUARDED_BY(m_mutex);
    std::atomic<int> m_unheard{0};
    std::atomic<bool> m_wantsDrained{false};
};

}  // namespace castellan::stream
