// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/http_connection.h"

#include "os/sockets.h"
#include "server/http/websocket_connection.h"

#include <boost/asio/write.hpp>

#include <tuple>

namespace castellan::http {

inline constexpr std::size_t readSize = 4096;
inline constexpr std::size_t bodyReadSize = 65536;
/// No honest client sends more framing than this between two pieces of body.
inline constexpr std::size_t chunkHeaderLimit = 4096;
/// A client must take this much of an answer within the body deadline.
inline constexpr std::size_t writePiece = 256 * 1024;
/// Bytes that a closing connection still reads and discards, so that the client receives the last answer.
inline constexpr std::size_t lingerBytes = 1 << 20;
/// As many while the server is crowded.
inline constexpr std::size_t lingerBytesInACrowd = 64 * 1024;
inline constexpr std::chrono::milliseconds linger{1000};

template <class Stream>
HttpConnection<Stream>::HttpConnection(Engine &engine, Stream stream, Admission::Ticket ticket, Peer peer,
                                       std::shared_ptr<const TlsIdentity> identity)
    : m_engine(engine), m_stream(std::move(stream)), m_ticket(std::move(ticket)), m_peer(std::move(peer)),
      m_identity(std::move(identity)),
      m_scanner(engine.limits.requestLine, engine.limits.headers, engine.limits.headerFields)
{
    m_engine.connections.add(*this);
}

template <class Stream> HttpConnection<Stream>::~HttpConnection()
{
    m_engine.connections.remove(*this);
}

template <class Stream> Socket &HttpConnection<Stream>::socket()
{
    if constexpr (isTls)
        return m_stream.next_layer();
    else
        return m_stream;
}

template <class Stream> std::string_view HttpConnection<Stream>::buffered() const
{
    return {static_cast<const char *>(m_buffer.data().data()), m_buffer.size()};
}

/// What was read may be a credential, and a connection that is kept keeps its buffer.
template <class Stream> void HttpConnection<Stream>::consume(std::size_t count)
{
    const auto front = m_buffer.data();
    OPENSSL_cleanse(front.data(), std::min(count, front.size()));
    m_buffer.consume(count);
}

template <class Stream> void HttpConnection<Stream>::tick(Moment now)
{
    if (!m_deadline || now < *m_deadline)
        return;
    m_deadline.reset();
    m_expired = true;
    boost::system::error_code ignored;
    socket().cancel(ignored);
}

template <class Stream> void HttpConnection<Stream>::drain()
{
    if (m_idleSince && m_buffer.size() == 0)
        cut();
}

template <class Stream> void HttpConnection<Stream>::cut()
{
    m_cut = true;
    m_idleSince.reset();
    boost::system::error_code ignored;
    socket().close(ignored);
    if (m_abandon)
        m_abandon();
}

template <class Stream> std::optional<Connection::Moment> HttpConnection<Stream>::anonymousIdleSince() const
{
    return m_ticket.authenticated() ? std::nullopt : m_idleSince;
}

template <class Stream> Task<void> HttpConnection<Stream>::run()
{
    const auto self = this->shared_from_this();
    // Absolute, from the connection's beginning: a slow handshake gains no time for a slow head.
    m_idleSince = std::chrono::steady_clock::now();
    m_deadline = *m_idleSince + m_engine.limits.headerDeadline;
    if (!co_await shakeHands())
        co_return;
    while (co_await serveOne()) {
    }
    if (!m_cut)
        co_await sayGoodbye();
}

template <class Stream> Task<bool> HttpConnection<Stream>::shakeHands()
{
    if constexpr (isTls) {
        // Peeks at the first byte, because OpenSSL would answer plain HTTP with an alert.
        constexpr unsigned char handshakeRecord = 0x16;
        unsigned char first = 0;
        const auto [peekError, count] =
            co_await socket().async_receive(asio::buffer(&first, 1), Socket::message_peek, awaiting);
        if (peekError || m_expired || m_cut || first != handshakeRecord)
            co_return false;
        // Asio asks for buffers that are given back after each record, and SSL_OP_CLEANSE_PLAINTEXT would overwrite 16
        // KiB each time; a buffer that is kept is overwritten as far as it was filled.
        SSL_clear_mode(m_stream.native_handle(), SSL_MODE_RELEASE_BUFFERS);
        const auto [error] = co_await m_stream.async_handshake(asio::ssl::stream_base::server, awaiting);
        if (error || m_expired || m_cut)
            co_return false;
        m_peer.certificateSubject = clientSubject(m_stream.native_handle());
    }
    co_return true;
}

template <class Stream> Task<bool> HttpConnection<Stream>::serveOne()
{
    auto head = co_await receiveHead();
    m_deadline.reset();
    m_idleSince.reset();
    if (head.over || m_cut)
        co_return false;
    Exchange exchange;
    exchange.id = m_engine.nextRequestId();
    m_unread = true;
    if (!head.refusal)
        head.refusal = parseHead();
    if (head.refusal)
        co_return co_await refuse(*head.refusal, std::move(exchange));

    auto parsed = readHead(*m_parser);
    if (!parsed)
        co_return co_await refuse(parsed.error(), std::move(exchange));
    auto &request = parsed->request;
    request.peer = m_peer;
    request.id = exchange.id;
    request.arrived = m_engine.clock.tick();
    m_unread = parsed->hasBody();
    exchange.http10 = parsed->http10;
    exchange.headOnly = request.method == Method::head;
    exchange.keepAlive = parsed->keepAlive;

    if (auto refusal = refuseBeforeBody(*parsed))
        co_return co_await refuse(*refusal, std::move(exchange));
    exchange.origin = m_engine.guard.allowedOrigin(request);
    if (const auto own = ownAnswer(*parsed, exchange))
        co_return co_await write(*own, exchange) && !m_unread;
    if (parsed->upgradesToWebSocket)
        co_return co_await upgrade(std::move(*parsed), std::move(exchange));
    if (parsed->hasBody()) {
        auto body = co_await receiveBody(*parsed);
        m_deadline.reset();
        if (body.over || m_cut)
            co_return false;
        if (body.refusal)
            co_return co_await refuse(*body.refusal, std::move(exchange));
        const auto received = std::move(m_parser->get().body());
        request.body = std::string_view(received);
    }
    m_unread = false;
    co_return co_await answer(std::move(*parsed), std::move(exchange));
}

template <class Stream> auto HttpConnection<Stream>::receiveHead() -> Task<Received>
{
    m_scanner.reset();
    bool begun = m_first;
    if (!m_first) {
        m_idleSince = std::chrono::steady_clock::now();
        m_deadline = *m_idleSince + m_engine.limits.keepAlive;
    }
    m_first = false;
    for (;;) {
        auto step = m_scanner.scan(buffered());
        if (step.refusal)
            co_return Received{false, std::move(step.refusal)};
        if (step.complete)
            co_return Received{};
        if (m_buffer.size() == 0 && m_engine.draining)
            co_return Received{.over = true};
        if (m_buffer.size() > 0 && !begun) {
            begun = true;
            expireIn(m_engine.limits.headerDeadline);
        }
        const auto [error, count] = co_await m_stream.async_read_some(m_buffer.prepare(readSize), awaiting);
        m_buffer.commit(count);
        if (m_expired && m_buffer.size() > 0)
            co_return Received{false, Refusal{ErrorCode::request_timeout, "The request's head took too long."}};
        if (m_expired && os::hasUnsent(socket().native_handle()))
            forgetUnread();
        if (error || m_expired || m_cut)
            co_return Received{.over = true};
    }
}

/// Drops what the client didn't read in time: an ordinary close would leave it to the kernel, which keeps it for as
/// long as the client likes.
template <class Stream> void HttpConnection<Stream>::forgetUnread()
{
    boost::system::error_code ignored;
    socket().set_option(asio::socket_base::linger(true, 0), ignored);
}

template <class Stream> std::optional<Refusal> HttpConnection<Stream>::parseHead()
{
    m_parser.emplace();
    m_parser->body_limit(boost::none);
    m_parser->header_limit(std::uint32_t(m_scanner.size()) + 1);
    consume(m_scanner.leading());
    boost::beast::error_code error;
    const auto used =
        m_parser->put(asio::buffer(m_buffer.data().data(), m_scanner.size() - m_scanner.leading()), error);
    consume(used);
    if (error)
        return refusalOf(error);
    if (!m_parser->is_header_done())
        return Refusal{ErrorCode::invalid_request, "The request is malformed."};
    return std::nullopt;
}

template <class Stream> std::optional<Refusal> HttpConnection<Stream>::refuseBeforeBody(RequestHead &head) const
{
    static const std::vector<std::string> none;
    const auto &request = head.request;
    if (auto refusal = m_engine.guard.refuse(request, m_identity ? m_identity->names : none))
        return refusal;
    if (auto refusal = m_engine.application.refuseHead(request))
        return refusal;
    if (!head.knownMethod)
        return Refusal{ErrorCode::not_implemented, "This server doesn't know the request's method."};
    if (request.method == Method::other)
        return Refusal{.code = ErrorCode::method_not_allowed,
                       .sentence = "The request's method isn't allowed here.",
                       .closes = false,
                       .headers = {{"Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"}}};
    if (head.upgradesToWebSocket)
        return refuseHandshake(head);
    if (!head.hasBody())
        return std::nullopt;
    if (auto refusal = RequestGuard::refuseBody(request))
        return refusal;
    head.bodyLimit = bodyLimitOf(head);
    if (head.contentLength > head.bodyLimit)
        return Refusal{ErrorCode::body_too_large, "The body is too large."};
    return std::nullopt;
}

template <class Stream> std::uint64_t HttpConnection<Stream>::bodyLimitOf(RequestHead &head) const
{
    const auto &limits = m_engine.limits;
    switch (m_engine.application.bodySize(head.request)) {
    case BodySize::none:
        return 0;
    case BodySize::anonymous:
        return limits.anonymousBody;
    case BodySize::authenticated: {
        const bool large = head.chunked || head.contentLength > limits.anonymousBody;
        return large && m_engine.application.knowsCaller(head.request) ? limits.body : limits.anonymousBody;
    }
    }
    return 0;
}

/// `OPTIONS *`, and CORS preflight requests from allowed origins.
template <class Stream>
std::optional<Response> HttpConnection<Stream>::ownAnswer(const RequestHead &head, const Exchange &exchange) const
{
    const auto &request = head.request;
    if (request.method != Method::options)
        return std::nullopt;
    Response response;
    response.status = 204;
    if (head.asterisk) {
        response.headers = {{"Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"}};
        return response;
    }
    if (exchange.origin.empty() || !request.header("Access-Control-Request-Method"))
        return std::nullopt;
    response.headers = {
        {"Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE"},
        {"Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, X-CSRF-Token"},
        {"Access-Control-Max-Age", "600"},
    };
    return response;
}

template <class Stream>
Connection::Moment HttpConnection<Stream>::bodyDeadline(Moment begun, std::uint64_t received) const
{
    const auto &limits = m_engine.limits;
    // The rate is checked only after a sixth of the whole time: no transfer starts at full speed.
    const auto grace = limits.bodyDeadline / 6;
    const auto earned =
        std::chrono::milliseconds(received * 1000 / std::max<std::size_t>(limits.bodyBytesPerSecond, 1));
    return begun + std::min(limits.bodyDeadline, grace + earned);
}

template <class Stream> auto HttpConnection<Stream>::receiveBody(const RequestHead &head) -> Task<Received>
{
    m_parser->body_limit(head.bodyLimit);
    m_parser->eager(true);
    if (head.expectsContinue && m_buffer.size() == 0) {
        static constexpr std::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";
        expireIn(m_engine.limits.headerDeadline);
        const auto [error, count] =
            co_await asio::async_write(m_stream, asio::buffer(goOn.data(), goOn.size()), awaiting);
        if (error)
            co_return Received{.over = true};
    }
    const auto begun = std::chrono::steady_clock::now();
    std::uint64_t received = m_buffer.size();
    for (;;) {
        boost::beast::error_code parseError;
        if (m_buffer.size() > 0)
            consume(m_parser->put(m_buffer.data(), parseError));
        if (m_parser->is_done())
            co_return Received{};
        if (parseError && parseError != boost::beast::http::error::need_more)
            co_return Received{false, refusalOf(parseError)};
        // What the parser leaves is the beginning of a chunk's header or of a trailer.
        if (m_buffer.size() > chunkHeaderLimit)
            co_return Received{false, Refusal{ErrorCode::invalid_request, "The body's chunks are malformed."}};
        m_deadline = bodyDeadline(begun, received);
        const auto [error, count] = co_await m_stream.async_read_some(m_buffer.prepare(bodyReadSize), awaiting);
        m_buffer.commit(count);
        received += count;
        if (m_expired)
            co_return Received{false, Refusal{ErrorCode::request_timeout, "The request's body came too slowly."}};
        if (error || m_cut)
            co_return Received{.over = true};
    }
}

template <class Stream> Task<bool> HttpConnection<Stream>::answer(RequestHead head, Exchange exchange)
{
    if (m_buffer.size() == 0 && m_buffer.capacity() > readSize)
        m_buffer.shrink_to_fit();
    const auto pending = std::make_shared<Pending<Response>>(m_engine.executor);
    m_abandon = [&pending] { pending->abandon(); };
    try {
        m_engine.application.handle(std::move(head.request), pending->giver());
    } catch (const std::exception &error) {
        m_engine.logFault(exchange.id, std::string("the handler threw: ") + error.what());
    }
    auto response = co_await pending->take();
    m_abandon = nullptr;
    if (m_cut)
        co_return false;
    if (!response) {
        m_engine.logFault(exchange.id, "the handler gave no answer");
        response =
            errorResponse({.code = ErrorCode::internal, .sentence = "The server failed to answer."}, exchange.id);
    }
    if (response->authenticated)
        m_ticket.authenticate();
    co_return co_await write(*response, exchange);
}

template <class Stream> Task<bool> HttpConnection<Stream>::upgrade(RequestHead head, Exchange exchange)
{
    if (m_buffer.size() > 0)
        co_return co_await refuse({ErrorCode::invalid_request, "Nothing may follow an upgrade before its answer."},
                                  std::move(exchange));
    m_unread = false;
    const auto pending = std::make_shared<Pending<Upgrade>>(m_engine.executor);
    m_abandon = [&pending] { pending->abandon(); };
    try {
        m_engine.application.upgrade(std::move(head.request), pending->giver());
    } catch (const std::exception &error) {
        m_engine.logFault(exchange.id, std::string("the handler threw: ") + error.what());
    }
    auto decided = co_await pending->take();
    m_abandon = nullptr;
    if (m_cut)
        co_return false;
    if (!decided)
        co_return co_await refuse({ErrorCode::internal, "The server failed to answer."}, std::move(exchange));
    if (!decided->handler)
        co_return co_await write(decided->refusal, exchange);
    if (decided->authenticated)
        m_ticket.authenticate();
    if (!m_ticket.becomeWebSocket())
        co_return co_await refuse({.code = ErrorCode::too_many_requests,
                                   .sentence = "There are too many open WebSockets from this address.",
                                   .closes = false,
                                   .headers = {{"Retry-After", "5"}}},
                                  std::move(exchange));
    m_cut = true;  // The socket has moved on; there is nothing left to end here.
    m_engine.connections.remove(*this);
    const auto next =
        std::make_shared<WebSocketConnection<Stream>>(m_engine, std::move(m_stream), std::move(m_ticket),
                                                      std::move(m_peer), std::move(m_identity), std::move(*decided));
    co_await next->run(m_parser->get(), exchange.id);
    co_return false;
}

template <class Stream> Task<bool> HttpConnection<Stream>::refuse(const Refusal &refusal, Exchange exchange)
{
    if (refusal.code != ErrorCode::internal)
        m_engine.application.refused(refusal.code, m_peer);
    exchange.keepAlive = exchange.keepAlive && !refusal.closes && !m_unread;
    const auto response = errorResponse(refusal, exchange.id);
    co_return co_await write(response, exchange) && exchange.keepAlive;
}

template <class Stream> Task<bool> HttpConnection<Stream>::write(const Response &response, const Exchange &exchange)
{
    const bool keepAlive = exchange.keepAlive && !m_engine.draining;
    const ResponseWriter::Frame frame{.requestId = exchange.id,
                                      .origin = exchange.origin,
                                      .xssBlock = m_engine.application.wantsXssBlock(),
                                      .keepAlive = keepAlive,
                                      .http10 = exchange.http10,
                                      .headOnly = exchange.headOnly};
    m_out.clear();
    if (!m_engine.writer.write(response, frame, m_out)) {
        m_engine.logFault(exchange.id, "the answer has a header that can't be sent");
        if (!m_engine.writer.write(
                errorResponse({.code = ErrorCode::internal, .sentence = "The server failed to answer."}, exchange.id),
                frame, m_out))
            co_return false;
    }
    m_expired = false;
    boost::system::error_code error;
    for (std::size_t at = 0; at < m_out.size() && !error && !m_expired;) {
        expireIn(m_engine.limits.bodyDeadline);
        const auto piece = asio::buffer(m_out.data() + at, std::min(m_out.size() - at, writePiece));
        std::tie(error, std::ignore) = co_await asio::async_write(m_stream, piece, awaiting);
        at += piece.size();
    }
    m_deadline.reset();
    OPENSSL_cleanse(m_out.data(), m_out.size());  // it may have shown a token
    if (m_out.capacity() > bodyReadSize)
        m_out = {};
    if (error || m_expired) {
        forgetUnread();
        cut();
        co_return false;
    }
    co_return keepAlive;
}

/// Closes so that the last answer arrives: a socket that is closed with unread bytes in it resets the connection, and
/// the client may never see why. What it still sends goes to one buffer for all connections, because a thousand clients
/// refused at once would each hold one.
template <class Stream> Task<void> HttpConnection<Stream>::sayGoodbye()
{
    boost::system::error_code ignored;
    m_expired = false;
    expireIn(linger);
    m_parser.reset();
    m_buffer.clear();
    m_buffer.shrink_to_fit();
    if constexpr (isTls) {
        if (!m_unread)
            co_await m_stream.async_shutdown(awaiting);
    }
    socket().shutdown(Socket::shutdown_send, ignored);
    std::size_t discarded = 0;
    while (m_unread && !m_expired && !m_cut &&
           discarded < (m_engine.connections.crowded() ? lingerBytesInACrowd : lingerBytes)) {
        const auto [error, count] = co_await socket().async_read_some(asio::buffer(m_engine.discarded), awaiting);
        OPENSSL_cleanse(m_engine.discarded.data(), count);
        discarded += count;
        if (error)
            break;
    }
    socket().close(ignored);
}

}  // namespace castellan::http
