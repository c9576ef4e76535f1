// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/engine.h"
#include "server/http/request_head.h"
#include "server/http/tls_identity.h"
#include "server/http/websocket_handle.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace castellan::http {

/// One WebSocket (RFC 6455) after its upgrade was granted: reads messages, pings, closes silent peers, writes the
/// messages that its handle has queued. Masks, reserved bits, control frames, UTF-8 and close codes are Beast's to
/// check.
template <class Stream>
class WebSocketConnection final : public Connection,
                                  public WebSocketSink,
                                  public std::enable_shared_from_this<WebSocketConnection<Stream>> {
public:
    WebSocketConnection(Engine &engine, Stream stream, Admission::Ticket ticket, Peer peer,
                        std::shared_ptr<const TlsIdentity> identity, Upgrade upgrade);
    ~WebSocketConnection() override;

    /// Until the WebSocket is over. Keeps itself alive.
    [[nodiscard]] Task<void> run(const RequestParser::value_type &request, const std::string &requestId);

    void tick(Moment now) override;
    void drain() override;
    void cut() override;
    [[nodiscard]] std::optional<Moment> anonymousIdleSince() const override { return std::nullopt; }
    void wake() override;

private:
    [[nodiscard]] Task<bool> accept(const RequestParser::value_type &request, const std::string &requestId);
    [[nodiscard]] Task<boost::beast::error_code> readAll();
    [[nodiscard]] Task<void> writeAll();
    [[nodiscard]] Task<void> ping();
    [[nodiscard]] Task<void> sendClose(std::uint16_t code, std::string reason);
    void finish(std::uint16_t code);
    void endAll();
    [[nodiscard]] static auto until(asio::cancellation_signal &end)
    {
        return asio::bind_cancellation_slot(end.slot(), awaiting);
    }
    [[nodiscard]] std::uint16_t closeCode(const boost::beast::error_code &error) const;
    [[nodiscard]] Socket &socket();

    Engine &m_engine;
    boost::beast::websocket::stream<Stream> m_stream;
    // Ends for each kind of operation that may be under way in the stream, one at a time.
    asio::cancellation_signal m_readEnd;
    asio::cancellation_signal m_writeEnd;
    asio::cancellation_signal m_pingEnd;
    Admission::Ticket m_ticket;
    std::shared_ptr<const TlsIdentity> m_identity;
    std::shared_ptr<WebSocketHandler> m_handler;
    std::string m_subprotocol;
    std::shared_ptr<WebSocketHandle> m_handle;

    Moment m_lastHeard;
    Moment m_lastPing;
    std::optional<Moment> m_deadline;
    bool m_open = false;
    bool m_writing = false;
    bool m_pinging = false;
    bool m_over = false;
    std::optional<Moment> m_cutAt;
    std::uint16_t m_sentClose = 0;
};

}  // namespace castellan::http
