// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/websocket_connection.h"

#include "server/http/security_headers.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/beast/websocket/ssl.hpp>

namespace castellan::http {

template <class Stream>
WebSocketConnection<Stream>::WebSocketConnection(Engine &engine, Stream stream, Admission::Ticket ticket, Peer peer,
                                                 std::shared_ptr<const TlsIdentity> identity, Upgrade upgrade)
    : m_engine(engine), m_stream(std::move(stream)), m_ticket(std::move(ticket)), m_identity(std::move(identity)),
      m_handler(std::move(upgrade.handler)), m_subprotocol(std::move(upgrade.subprotocol)),
      m_handle(std::make_shared<WebSocketHandle>(engine.executor, std::move(peer), engine.limits.webSocketMessageOut)),
      m_lastHeard(std::chrono::steady_clock::now()), m_lastPing(m_lastHeard)
{
    m_engine.connections.add(*this);
    m_stream.read_message_max(m_engine.limits.webSocketMessageIn);
    m_stream.text(true);
    m_stream.auto_fragment(false);
    m_stream.control_callback([this](auto, auto) { m_lastHeard = std::chrono::steady_clock::now(); });
}

template <class Stream> WebSocketConnection<Stream>::~WebSocketConnection()
{
    m_engine.connections.remove(*this);
    finish(m_sentClose != 0 ? m_sentClose : std::uint16_t(1006));
}

template <class Stream> Socket &WebSocketConnection<Stream>::socket()
{
    if constexpr (std::is_same_v<Stream, TlsSocket>)
        return m_stream.next_layer().next_layer();
    else
        return m_stream.next_layer();
}

template <class Stream>
Task<void> WebSocketConnection<Stream>::run(const RequestParser::value_type &request, const std::string &requestId)
{
    const auto self = this->shared_from_this();
    if (!co_await accept(request, requestId))
        co_return;
    m_handle->attach(std::weak_ptr<WebSocketSink>(self));
    m_open = true;
    m_handler->opened(m_handle);
    if (m_engine.draining)
        drain();
    const auto error = co_await readAll();
    cut();
    finish(closeCode(error));
}

template <class Stream> void WebSocketConnection<Stream>::finish(std::uint16_t code)
{
    if (!m_open || m_over)
        return;
    m_over = true;
    m_handle->detach();
    m_handler->closed(code);
    m_handler.reset();
}

template <class Stream>
Task<bool> WebSocketConnection<Stream>::accept(const RequestParser::value_type &request, const std::string &requestId)
{
    namespace beast_http = boost::beast::http;
    m_deadline = m_lastHeard + m_engine.limits.headerDeadline;
    m_stream.set_option(
        boost::beast::websocket::stream_base::decorator([&](boost::beast::websocket::response_type &response) {
            // Beast would name itself and its version.
            response.set(beast_http::field::server, "castellan");
            response.set("X-Request-Id", requestId);
            if (!m_subprotocol.empty())
                response.set(beast_http::field::sec_websocket_protocol, m_subprotocol);
            forEachHeaderLine(securityHeaders(std::is_same_v<Stream, TlsSocket>),
                              [&](std::string_view name, std::string_view value) {
                                  response.set(boost::beast::string_view(name.data(), name.size()),
                                               boost::beast::string_view(value.data(), value.size()));
                              });
        }));
    const auto [error] = co_await m_stream.async_accept(request, awaiting);
    m_deadline.reset();
    co_return !error;
}

template <class Stream> Task<boost::beast::error_code> WebSocketConnection<Stream>::readAll()
{
    boost::beast::flat_buffer buffer;
    for (;;) {
        const auto [error, count] = co_await m_stream.async_read(buffer, until(m_readEnd));
        m_lastHeard = std::chrono::steady_clock::now();
        if (error)
            co_return error;
        if (!m_stream.got_text() && m_sentClose == 0) {
            co_await sendClose(boost::beast::websocket::close_code::unknown_data, "only text is spoken here");
            co_return boost::beast::websocket::error::closed;
        }
        if (m_sentClose == 0)
            m_handler->received({static_cast<const char *>(buffer.data().data()), buffer.size()});
        buffer.consume(buffer.size());
        if (buffer.capacity() > 8192)
            buffer.shrink_to_fit();
    }
}

template <class Stream> void WebSocketConnection<Stream>::wake()
{
    if (m_writing || !m_open || m_over)
        return;
    m_writing = true;
    asio::co_spawn(m_engine.executor, [self = this->shared_from_this()] { return self->writeAll(); }, asio::detached);
}

template <class Stream> Task<void> WebSocketConnection<Stream>::writeAll()
{
    const auto self = this->shared_from_this();
    bool wrote = false;
    while (const auto text = m_handle->next()) {
        const auto [error, count] = co_await m_stream.async_write(asio::buffer(*text), until(m_writeEnd));
        if (error || m_over)
            co_return;
        m_handle->written(text->size());
        wrote = true;
    }
    if (const auto close = m_handle->closing(); close && m_sentClose == 0) {
        co_await sendClose(close->code, close->reason);
        co_return;
    }
    m_writing = false;
    if (wrote)
        m_handler->drained();
}

/// Also waits for the other side's close, for as long as a drain may take.
template <class Stream> Task<void> WebSocketConnection<Stream>::sendClose(std::uint16_t code, std::string reason)
{
    m_sentClose = code;
    // With a control callback, Beast's read posts itself before it tells of a close frame; the close that finishes its
    // writing meanwhile then waits for the read, and the read for the close.
    m_stream.control_callback();
    m_deadline = std::chrono::steady_clock::now() + m_engine.limits.drain;
    co_await m_stream.async_close(
        boost::beast::websocket::close_reason(boost::beast::websocket::close_code(code), reason), until(m_writeEnd));
}

template <class Stream> Task<void> WebSocketConnection<Stream>::ping()
{
    const auto self = this->shared_from_this();
    co_await m_stream.async_ping({}, until(m_pingEnd));
    m_pinging = false;
}

template <class Stream> void WebSocketConnection<Stream>::tick(Moment now)
{
    const auto &limits = m_engine.limits;
    // A peer that breaks the protocol while we close makes Beast's read (which wants to write) and its close (which
    // wants to read) wait for each other, beyond the end of the socket.
    if (m_cutAt && now - *m_cutAt > std::chrono::milliseconds(50))
        asio::post(m_engine.executor, [self = this->shared_from_this()] { self->endAll(); });
    if (m_cutAt)
        return;
    if ((m_deadline && now >= *m_deadline) || (m_open && now - m_lastHeard >= limits.webSocketSilence)) {
        cut();
        return;
    }
    if (!m_open || m_over || m_pinging || m_sentClose != 0 || now - m_lastPing < limits.webSocketPing)
        return;
    m_lastPing = now;
    m_pinging = true;
    asio::co_spawn(m_engine.executor, [self = this->shared_from_this()] { return self->ping(); }, asio::detached);
}

/// Cancels the operations that still wait in the stream. Not from tick(): it may be the connection's end.
template <class Stream> void WebSocketConnection<Stream>::endAll()
{
    for (auto *end : {&m_pingEnd, &m_writeEnd, &m_readEnd})
        end->emit(asio::cancellation_type::terminal);
}

template <class Stream> void WebSocketConnection<Stream>::drain()
{
    if (m_open)
        m_handle->close(boost::beast::websocket::close_code::service_restart, "the server restarts");
}

template <class Stream> void WebSocketConnection<Stream>::cut()
{
    if (m_cutAt)
        return;
    m_cutAt = std::chrono::steady_clock::now();
    boost::system::error_code ignored;
    socket().close(ignored);
}

template <class Stream>
std::uint16_t WebSocketConnection<Stream>::closeCode(const boost::beast::error_code &error) const
{
    namespace websocket = boost::beast::websocket;
    if (m_sentClose == 0 && error == websocket::error::closed && m_stream.reason().code != websocket::close_code::none)
        return m_stream.reason().code;
    if (m_sentClose != 0)
        return m_sentClose;
    if (error == websocket::error::closed)
        return 1005;
    if (error == websocket::error::bad_frame_payload)
        return websocket::close_code::bad_payload;
    if (error == websocket::error::message_too_big || error == websocket::error::buffer_overflow)
        return websocket::close_code::too_big;
    if (error == websocket::condition::protocol_violation)
        return websocket::close_code::protocol_error;
    return 1006;
}

}  // namespace castellan::http
