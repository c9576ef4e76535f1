// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/listener.h"

#include "os/sockets.h"
#include "server/http/http_connection.h"

#include <boost/asio/co_spawn.hpp>

#include <array>

namespace castellan::http {
namespace {

/// How long accepting pauses when the process has no descriptors or memory left: connections wait in the kernel's queue
/// meanwhile, and a loop that fails without pause eats the core that would free them.
constexpr std::chrono::milliseconds pauseWhenExhausted{100};
constexpr int acceptedPerTurn = 64;

asio::ip::address unmapped(const asio::ip::address &address)
{
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    return address;
}

AddressKey keyOf(const asio::ip::address &address)
{
    return address.is_v4() ? AddressKey::ofV4(address.to_v4().to_uint()) : AddressKey::ofV6(address.to_v6().to_bytes());
}

/// Tells a client of plain HTTP why it is refused, as far as that goes without waiting: a flood gets no coroutines.
void turnAway(Engine &engine, Socket &socket)
{
    const auto id = engine.nextRequestId();
    std::string text;
    const bool written = engine.writer.write(errorResponse({.code = ErrorCode::too_many_requests,
                                                            .sentence = "There are too many connections.",
                                                            .headers = {{"Retry-After", "5"}}},
                                                           id),
                                             {.requestId = id, .keepAlive = false}, text);
    if (!written)
        return;
    std::array<char, 4096> unread{};
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.read_some(asio::buffer(unread), ignored);
    socket.write_some(asio::buffer(text), ignored);
    socket.shutdown(Socket::shutdown_send, ignored);
}

}  // namespace

Listener::Listener(Engine &engine, Acceptor acceptor, TlsSource *tls, bool encrypts)
    : m_engine(engine), m_acceptor(std::move(acceptor)), m_rest(engine.executor), m_tls(tls), m_encrypts(encrypts)
{
}

Task<void> Listener::run()
{
    boost::system::error_code ignored;
    m_acceptor.non_blocking(true, ignored);
    while (!m_stopping) {
        auto [error, socket] = co_await m_acceptor.async_accept(awaiting);
        if (m_stopping)
            co_return;
        // One a turn would let an honest client queue behind all of a flood, and each turn serves the whole flood.
        for (int taken = 0; !error; ++taken) {
            os::keepFromChildren(socket.native_handle());
            take(std::move(socket));
            if (taken == acceptedPerTurn)
                break;
            socket = m_acceptor.accept(error);
        }
        if (error && error != asio::error::connection_aborted && error != asio::error::would_block)
            co_await rest();
    }
}

Task<void> Listener::rest()
{
    m_engine.connections.cutLongestIdle();
    m_rest.expires_after(pauseWhenExhausted);
    co_await m_rest.async_wait(awaiting);
}

void Listener::stop()
{
    m_stopping = true;
    boost::system::error_code ignored;
    m_acceptor.close(ignored);
    m_rest.cancel();
}

void Listener::take(Socket socket)
{
    boost::system::error_code error;
    const auto remote = socket.remote_endpoint(error);
    if (error)
        return;
    const auto address = unmapped(remote.address());
    const auto key = keyOf(address);
    Peer peer{.address = address.to_string(),
              .port = remote.port(),
              .tls = m_encrypts,
              .proxy = {},
              .certificateSubject = {}};
    const auto from =
        m_engine.application.isTrustedProxy(peer.address) ? Admission::From::proxy : Admission::From::client;
    if (const auto full = m_engine.admission.full(key, from)) {
        // The longest idle connection is closed in favour of a new one, unless the limit is that of one address: those
        // connections are all its own.
        if (*full == Admission::Full::address || !m_engine.connections.cutLongestIdle()) {
            m_engine.application.refused(ErrorCode::too_many_requests, peer);
            if (!m_encrypts)
                turnAway(m_engine, socket);
            return;
        }
    }
    socket.set_option(Tcp::no_delay(true), error);
    auto ticket = m_engine.admission.admit(key, from);
    auto identity = m_tls == nullptr ? nullptr : m_tls->current();
    if (!m_encrypts) {
        start(std::move(socket), std::move(ticket), std::move(peer), std::move(identity));
        return;
    }
    auto context = std::const_pointer_cast<TlsIdentity>(identity);
    start(TlsSocket(std::move(socket), context->context), std::move(ticket), std::move(peer), std::move(identity));
}

template <class Stream>
void Listener::start(Stream stream, Admission::Ticket ticket, Peer peer, std::shared_ptr<const TlsIdentity> identity)
{
    auto connection = std::make_shared<HttpConnection<Stream>>(m_engine, std::move(stream), std::move(ticket),
                                                               std::move(peer), std::move(identity));
    asio::co_spawn(
        m_engine.executor, [connection] { return connection->run(); },
        [&engine = m_engine](const std::exception_ptr &failure) {
            if (!failure)
                return;
            try {
                std::rethrow_exception(failure);
            } catch (const std::exception &error) {
                engine.log.warning("http", std::string("a connection ended: ") + error.what());
            }
        });
}

}  // namespace castellan::http
