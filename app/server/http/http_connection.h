// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/engine.h"
#include "server/http/head_scanner.h"
#include "server/http/pending.h"
#include "server/http/request_head.h"
#include "server/http/tls_identity.h"

#include <boost/beast/core/flat_buffer.hpp>

namespace castellan::http {

/// One HTTP/1.1 connection: a coroutine that reads a request within the limits, has it answered, writes the answer, and
/// begins again. Pipelined requests wait in the buffer and in the socket for their turn.
template <class Stream>
class HttpConnection final : public Connection, public std::enable_shared_from_this<HttpConnection<Stream>> {
public:
    HttpConnection(Engine &engine, Stream stream, Admission::Ticket ticket, Peer peer,
                   std::shared_ptr<const TlsIdentity> identity);
    ~HttpConnection() override;

    /// Until the connection is over. Keeps itself alive.
    [[nodiscard]] Task<void> run();

    void tick(Moment now) override;
    void drain() override;
    void cut() override;
    [[nodiscard]] std::optional<Moment> anonymousIdleSince() const override;

private:
    static constexpr bool isTls = std::is_same_v<Stream, TlsSocket>;

    struct Received {
        bool over = false;  ///< nothing more comes, and no response is expected
        std::optional<Refusal> refusal = {};
    };
    /// What of a request decides how its answer is written.
    struct Exchange {
        std::string id;
        std::string origin;
        bool keepAlive = true;
        bool http10 = false;
        bool headOnly = false;
    };

    [[nodiscard]] Task<bool> shakeHands();
    [[nodiscard]] Task<bool> serveOne();
    [[nodiscard]] Task<Received> receiveHead();
    [[nodiscard]] std::optional<Refusal> parseHead();
    [[nodiscard]] Task<Received> receiveBody(const RequestHead &head);
    [[nodiscard]] Task<bool> answer(RequestHead head, Exchange exchange);
    [[nodiscard]] Task<bool> upgrade(RequestHead head, Exchange exchange);
    [[nodiscard]] Task<bool> refuse(const Refusal &refusal, Exchange exchange);
    [[nodiscard]] Task<bool> write(const Response &response, const Exchange &exchange);
    [[nodiscard]] Task<void> sayGoodbye();
    void forgetUnread();

    [[nodiscard]] std::optional<Refusal> refuseBeforeBody(RequestHead &head) const;
    [[nodiscard]] std::uint64_t bodyLimitOf(RequestHead &head) const;
    [[nodiscard]] std::optional<Response> ownAnswer(const RequestHead &head, const Exchange &exchange) const;
    [[nodiscard]] Moment bodyDeadline(Moment begun, std::uint64_t received) const;
    [[nodiscard]] Socket &socket();
    [[nodiscard]] std::string_view buffered() const;
    void consume(std::size_t count);

    void expireIn(std::chrono::milliseconds span) { m_deadline = std::chrono::steady_clock::now() + span; }

    Engine &m_engine;
    Stream m_stream;
    Admission::Ticket m_ticket;
    Peer m_peer;
    std::shared_ptr<const TlsIdentity> m_identity;

    boost::beast::basic_flat_buffer<WipingAllocator<char>> m_buffer;
    HeadScanner m_scanner;
    std::optional<RequestParser> m_parser;
    std::string m_out;

    std::optional<Moment> m_deadline;
    std::optional<Moment> m_idleSince;
    bool m_expired = false;
    bool m_cut = false;
    bool m_first = true;
    bool m_unread = false;  ///< of the last request: the client may still be sending
    std::function<void()> m_abandon;
};

}  // namespace castellan::http
