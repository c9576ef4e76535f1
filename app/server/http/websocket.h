// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/message.h"

#include <memory>

namespace castellan::http {

/// The server's end of one WebSocket. Every call may come from any thread; none blocks.
class WebSocket {
public:
    virtual ~WebSocket() = default;
    /// Queues one text message. The text is shared: one encoding serves every subscriber.
    virtual void send(std::shared_ptr<const std::string> text) = 0;
    /// Bytes queued and not yet written to the socket.
    [[nodiscard]] virtual std::size_t pending() const = 0;
    virtual void close(std::uint16_t code, std::string reason) = 0;
    [[nodiscard]] virtual const Peer &peer() const = 0;
};

/// The events of one WebSocket, on the I/O thread; must return quickly.
class WebSocketHandler {
public:
    virtual ~WebSocketHandler() = default;
    virtual void opened(std::shared_ptr<WebSocket> socket) = 0;
    virtual void received(std::string_view text) = 0;
    /// Everything queued has been written.
    virtual void drained() = 0;
    /// The last call. No reference to the socket may be kept afterwards.
    virtual void closed(std::uint16_t code) = 0;
};

}  // namespace castellan::http
