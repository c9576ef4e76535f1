// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/http_server.h"

#include "core/try.h"
#include "os/process.h"
#include "os/sockets.h"
#include "server/http/listener.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <thread>
#include <vector>

namespace castellan::http {
namespace {

Result<Tcp::endpoint> endpointOf(const Listen &listen)
{
    std::string text = listen.address == "localhost" ? "127.0.0.1" : listen.address;
    if (text.size() > 2 && text.front() == '[' && text.back() == ']')
        text = text.substr(1, text.size() - 2);
    boost::system::error_code error;
    const auto address = asio::ip::make_address(text, error);
    if (error)
        return fail(ErrorCode::usage, "The address to listen on, " + listen.address +
                                          ", must be an IP address, for example 127.0.0.1 or [::1].");
    if (!address.is_loopback() && !listen.tls)
        return fail(ErrorCode::usage, "Listening on " + listen.address +
                                          " needs TLS, because others could read along: give a certificate and a key, "
                                          "or listen on 127.0.0.1.");
    return Tcp::endpoint(address, listen.port);
}

std::string urlOf(const Tcp::endpoint &endpoint, bool tls)
{
    const auto address = endpoint.address();
    const auto host = address.is_v6() ? '[' + address.to_string() + ']' : address.to_string();
    return (tls ? "https://" : "http://") + host + ':' + std::to_string(endpoint.port());
}

/// Asio keeps its state of a descriptor for the next one, forever. Made one by one in the middle of a flood, each of
/// them would hold a page of the flood's buffers; so they are made now, side by side.
void prepareConnections(asio::io_context &io, std::size_t count)
{
    std::vector<Socket> sockets;
    sockets.reserve(count);
    boost::system::error_code error;
    while (sockets.size() < count && !error) {
        auto &next = sockets.emplace_back(io.get_executor());
        if (sockets.size() == 1)
            next.open(Tcp::v4(), error);
        else if (const auto same = os::duplicate(sockets.front().native_handle()))
            next.assign(Tcp::v4(), *same, error);  // one socket under many numbers: a tenth of the work
        else
            break;
    }
}

Result<Acceptor> openAcceptor(asio::io_context &io, const Tcp::endpoint &endpoint)
{
    Acceptor acceptor(io.get_executor());
    boost::system::error_code error;
    const auto step = [&](auto &&act) {
        if (!error)
            act();
    };
    Result<void> exclusive;
    step([&] { acceptor.open(endpoint.protocol(), error); });
    step([&] {
        // A child process that the host starts would keep the port when the server is gone.
        os::keepFromChildren(acceptor.native_handle());
        exclusive = os::listenExclusively(acceptor.native_handle());
    });
    step([&] { acceptor.bind(endpoint, error); });
    step([&] { acceptor.listen(Acceptor::max_listen_connections, error); });
    if (error || !exclusive) {
        return fail(ErrorCode::address_unavailable, "Can't listen on " + endpoint.address().to_string() + ", port " +
                                                        std::to_string(endpoint.port()) +
                                                        ": is another program using it?")
            .because(error ? error.message() : exclusive.error().message);
    }
    return acceptor;
}

}  // namespace

struct HttpServer::Impl {
    Impl(Listen listen_, Limits limits_, Application &application_, Clock &clock_, Random &random_, Log &log_)
        : listen(std::move(listen_)), limits(limits_), application(application_), clock(clock_), random(random_),
          log(log_)
    {
    }

    /// What exists from start() to stop(). Everything in it is used by the I/O thread alone.
    struct Running {
        Running() : timer(io.get_executor()) {}

        asio::io_context io{1};
        asio::executor_work_guard<Executor> work{io.get_executor()};
        Timer timer;
        std::optional<TlsSource> tls;
        std::optional<Engine> engine;
        std::optional<Listener> listener;
        std::optional<Connection::Moment> cutAt;
        std::thread thread;
    };

    Listen listen;
    Limits limits;
    Application &application;
    Clock &clock;
    Random &random;
    Log &log;
    std::unique_ptr<Running> running;

    [[nodiscard]] Result<Endpoint> start();
    void stop();
    [[nodiscard]] std::chrono::milliseconds tickSpan() const;
    [[nodiscard]] Task<void> tickAlways(Running &run) const;
};

Result<Endpoint> HttpServer::Impl::start()
{
    if (running)
        return fail(ErrorCode::usage, "This server has been started already.");
    const auto wanted = TRY(endpointOf(listen));
    auto run = std::make_unique<Running>();
    if (listen.tls) {
        run->tls.emplace(*listen.tls, log);
        TRY(run->tls->load());
    }
    prepareConnections(run->io, limits.preparedConnections);
    auto acceptor = TRY(openAcceptor(run->io, wanted));
    boost::system::error_code ignored;
    const auto bound = acceptor.local_endpoint(ignored);
    run->engine.emplace(run->io.get_executor(), listen, limits, application, clock, random, log, bound.port());
    run->listener.emplace(*run->engine, std::move(acceptor), run->tls ? &*run->tls : nullptr, listen.encrypts());
    asio::co_spawn(run->io.get_executor(), run->listener->run(), asio::detached);
    asio::co_spawn(run->io.get_executor(), tickAlways(*run), asio::detached);
    run->thread = std::thread([io = &run->io] { io->run(); });
    running = std::move(run);
    return Endpoint{urlOf(bound, listen.encrypts()), bound.port()};
}

/// Often enough for the shortest deadline, and rarely enough to cost nothing.
std::chrono::milliseconds HttpServer::Impl::tickSpan() const
{
    const auto shortest = std::min({limits.headerDeadline, limits.bodyDeadline, limits.keepAlive, limits.webSocketPing,
                                    limits.webSocketSilence, limits.drain});
    return std::clamp(shortest / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(250));
}

/// Checks the deadlines; ends, and with it the I/O thread, when the server is stopping and the last connection is gone.
Task<void> HttpServer::Impl::tickAlways(Running &run) const
{
    const auto span = tickSpan();
    for (;;) {
        run.timer.expires_after(run.cutAt ? std::min(span, std::chrono::milliseconds(5)) : span);
        co_await run.timer.async_wait(awaiting);
        const auto now = std::chrono::steady_clock::now();
        run.engine->connections.tick(now);
        if (run.engine->connections.floodIsOver())
            os::returnFreedMemory();  // the allocator keeps what the flood's buffers took
        if (!run.cutAt)
            continue;
        if (run.engine->connections.empty())
            break;
        if (now >= *run.cutAt)
            run.engine->connections.cut();
    }
    run.work.reset();
}

void HttpServer::Impl::stop()
{
    if (!running)
        return;
    auto &run = *running;
    asio::post(run.io, [&run, drain = limits.drain] {
        run.engine->draining = true;
        run.cutAt = std::chrono::steady_clock::now() + drain;
        run.listener->stop();
        run.engine->connections.drain();
        run.timer.cancel();
    });
    run.thread.join();
    running.reset();
}

HttpServer::HttpServer(Listen listen, Limits limits, Application &application, Clock &clock, Random &random, Log &log)
    : m_impl(std::make_unique<Impl>(std::move(listen), limits, application, clock, random, log))
{
}

HttpServer::~HttpServer()
{
    stop();
}

Result<Endpoint> HttpServer::start()
{
    return m_impl->start();
}

void HttpServer::stop()
{
    m_impl->stop();
}

}  // namespace castellan::http
