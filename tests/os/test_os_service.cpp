// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/service.h"
#include "tests/fixtures/rows.h"
#include "tests/os/folder.h"

#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

#include <array>
#include <cstddef>
#include <cstring>

using namespace castellan;
using test::Folder;

class TestOsService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRequestToStopIsWaitedFor()
    {
        os::StopRequest stop;
#ifdef Q_OS_UNIX
        // A reader that is gone and a closed terminal are no such requests.
        QCOMPARE(std::raise(SIGPIPE), 0);
        for (const int signal : {SIGTERM, SIGINT}) {
            QCOMPARE(std::raise(SIGHUP), 0);
            QCOMPARE(std::raise(signal), 0);
            stop.wait();
            sigset_t left;
            QCOMPARE(sigpending(&left), 0);
            QCOMPARE(sigismember(&left, signal), 0);
        }
#endif
    }

    void withoutAServiceManagerNothingIsSaid()
    {
        qunsetenv("NOTIFY_SOCKET");
        os::notifyServiceManager(os::ServiceState::ready);
        for (const auto *place : {"", "relative/path", "/no/such/socket"}) {
            qputenv("NOTIFY_SOCKET", place);
            os::notifyServiceManager(os::ServiceState::ready);
        }
        qputenv("NOTIFY_SOCKET", "/" + QByteArray(300, 'x'));
        os::notifyServiceManager(os::ServiceState::ready);
        qunsetenv("NOTIFY_SOCKET");
    }

    void theServiceManagerHearsOfEveryState_data()
    {
        test::addBoolRows("isAbstract", "an abstract one", "a socket in a folder");
    }
    void theServiceManagerHearsOfEveryState()
    {
        [[maybe_unused]] QFETCH(bool, isAbstract);
#ifdef Q_OS_LINUX
        const Folder folder;
        const auto name = isAbstract ? "@castellan-test-" + std::to_string(::getpid()) : os::utf8FromPath(folder / "s");
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        QVERIFY(name.size() < sizeof address.sun_path);
        std::memcpy(address.sun_path, name.data(), name.size());
        if (isAbstract)
            address.sun_path[0] = '\0';
        const int manager = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        const auto size = socklen_t(offsetof(sockaddr_un, sun_path) + name.size());
        QCOMPARE(::bind(manager, reinterpret_cast<const sockaddr *>(&address), size), 0);
        qputenv("NOTIFY_SOCKET", QByteArray::fromStdString(name));
        const auto heard = [&] {
            std::array<char, 64> text{};
            const auto count = ::recv(manager, text.data(), text.size(), MSG_DONTWAIT);
            return std::string(text.data(), std::size_t(std::max<ssize_t>(count, 0)));
        };
        os::notifyServiceManager(os::ServiceState::ready);
        QCOMPARE(heard(), std::string("READY=1"));
        os::notifyServiceManager(os::ServiceState::stopping);
        QCOMPARE(heard(), std::string("STOPPING=1"));
        qunsetenv("NOTIFY_SOCKET");
        ::close(manager);
#endif
    }
};

QTEST_GUILESS_MAIN(TestOsService)
#include "test_os_service.moc"
