// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/sockets.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <QTest>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#endif

using namespace castellan;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

struct Listener {
    explicit Listener(asio::io_context &io, std::uint16_t port = 0) : acceptor(io)
    {
        acceptor.open(tcp::v4());
        exclusive = os::listenExclusively(acceptor.native_handle()).has_value();
        acceptor.bind({asio::ip::address_v4::loopback(), port}, error);
        if (!error)
            acceptor.listen();
    }
    [[nodiscard]] tcp::endpoint endpoint() const { return acceptor.local_endpoint(); }

    tcp::acceptor acceptor;
    boost::system::error_code error;
    bool exclusive = false;
};

struct Pair {
    explicit Pair(asio::io_context &io) : listener(io), client(io), server(io)
    {
        client.connect(listener.endpoint());
        listener.acceptor.accept(server);
    }
    Listener listener;
    tcp::socket client;
    tcp::socket server;
};

}  // namespace

class TestOsSockets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPortInUseCannotBeTaken()
    {
        asio::io_context io;
        const Listener first(io);
        QVERIFY(first.exclusive);
        QVERIFY(!first.error);
        const Listener second(io, first.endpoint().port());
        QVERIFY(second.error == asio::error::address_in_use);
    }

    void thePortOfAServerThatEndedIsTakenAgain()
    {
        asio::io_context io;
        std::uint16_t port = 0;
        {
            Pair pair(io);
            port = pair.listener.endpoint().port();
            // The server closes first: its side of the connection lingers.
            pair.server.shutdown(tcp::socket::shutdown_both);
            pair.server.close();
            char byte = 0;
            boost::system::error_code ended;
            pair.client.read_some(asio::buffer(&byte, 1), ended);
            QVERIFY(ended == asio::error::eof);
        }
        const Listener next(io, port);
        QVERIFY2(!next.error, next.error.message().c_str());
    }

    void aDuplicateIsTheSameSocket()
    {
        asio::io_context io;
        Pair pair(io);
        const auto copy = os::duplicate(pair.server.native_handle());
        QVERIFY(copy);
        pair.server.close();
        tcp::socket same(io);
        same.assign(tcp::v4(), *copy);
        QCOMPARE(same.write_some(asio::buffer("hello", 5)), std::size_t(5));
        std::array<char, 5> text{};
        QCOMPARE(pair.client.read_some(asio::buffer(text)), std::size_t(5));
        QVERIFY(std::string_view(text.data(), text.size()) == "hello");
    }

    void childrenInheritNoSocket()
    {
        asio::io_context io;
        Pair pair(io);
        os::keepFromChildren(pair.server.native_handle());
        const auto copy = os::duplicate(pair.server.native_handle());
        QVERIFY(copy);
        tcp::socket keeper(io);
        keeper.assign(tcp::v4(), *copy);
#ifdef Q_OS_UNIX
        QCOMPARE(::fcntl(pair.server.native_handle(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
        QCOMPARE(::fcntl(keeper.native_handle(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
#endif
    }

    void whatTheOtherSideDoesNotReadIsUnsent()
    {
        asio::io_context io;
        Pair pair(io);
        QVERIFY(!os::hasUnsent(pair.server.native_handle()));
#ifdef Q_OS_LINUX
        pair.server.non_blocking(true);
        const std::string much(1 << 20, 'x');
        boost::system::error_code error;
        while (!error)
            pair.server.write_some(asio::buffer(much), error);
        QVERIFY(error == asio::error::would_block);
        QVERIFY(os::hasUnsent(pair.server.native_handle()));
        std::string taken(1 << 20, '\0');
        pair.client.non_blocking(true);
        const auto unsentAfterReading = [&] {
            boost::system::error_code ignored;
            pair.client.read_some(asio::buffer(taken), ignored);
            return os::hasUnsent(pair.server.native_handle());
        };
        QTRY_VERIFY(!unsentAfterReading());
#endif
    }
};

QTEST_GUILESS_MAIN(TestOsSockets)
#include "test_os_sockets.moc"
