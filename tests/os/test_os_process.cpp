// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/clock.h"
#include "os/process.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif
#include <unistd.h>
#endif

#include <cstdlib>
#include <thread>

using namespace castellan;

class TestOsProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsItsNumberAndItsAccount()
    {
        QCOMPARE(os::processId(), std::int64_t(QCoreApplication::applicationPid()));
        QVERIFY(!os::accountName().empty());
#ifdef Q_OS_UNIX
        QProcess id;
        id.start(QStringLiteral("id"), {QStringLiteral("-un")});
        QVERIFY(id.waitForFinished());
        if (id.exitCode() == 0)
            QCOMPARE(QByteArray::fromStdString(os::accountName()), id.readAllStandardOutput().trimmed());
#endif
    }

    void aThreadGivesWayAlone()
    {
#ifdef Q_OS_LINUX
        const auto niceness = [] { return ::getpriority(PRIO_PROCESS, id_t(::gettid())); };
        const int before = niceness();
        int there = 0;
        std::thread([&] {
            os::lowerThreadPriority();
            there = niceness();
        }).join();
        QVERIFY(there > before);
        QCOMPARE(niceness(), before);
#else
        std::thread([] { os::lowerThreadPriority(); }).join();
#endif
    }

    void aCrashLeavesNoMemoryBehind()
    {
        os::disableCoreDumps();
#ifdef Q_OS_UNIX
        rlimit size{};
        QCOMPARE(::getrlimit(RLIMIT_CORE, &size), 0);
        QCOMPARE(size.rlim_cur, rlim_t(0));
        QCOMPARE(size.rlim_max, rlim_t(0));
#endif
#ifdef Q_OS_LINUX
        QCOMPARE(::prctl(PR_GET_DUMPABLE), 0);  // core(5): the limit does not hold for a collector of crashes
#endif
    }

    void asManyDescriptorsAsAskedForAreAllowed()
    {
#ifdef Q_OS_UNIX
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        auto few = before;
        few.rlim_cur = 64;
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
        os::allowDescriptors(200);
        rlimit now{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &now), 0);
        QCOMPARE(now.rlim_cur, rlim_t(200));
        os::allowDescriptors(100);  // never fewer than there were
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &now), 0);
        QCOMPARE(now.rlim_cur, rlim_t(200));
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
#else
        os::allowDescriptors(200);
#endif
    }

    void readsVariablesAsUtf8()
    {
        qputenv("CASTELLAN_TEST_VARIABLE", "grüße");
        QCOMPARE(os::variable("CASTELLAN_TEST_VARIABLE").value(), std::string("grüße"));
        QVERIFY(!os::variable("CASTELLAN_TEST_NO_VARIABLE"));
    }

    void aVariableThatIsTakenIsGone()
    {
        qputenv("CASTELLAN_TEST_SECRET", "hunter2-ü");
        [[maybe_unused]] const char *shown = std::getenv("CASTELLAN_TEST_SECRET");
        const auto secret = os::takeVariable("CASTELLAN_TEST_SECRET");
        QVERIFY(secret);
        QVERIFY(secret->view() == "hunter2-ü");
        QVERIFY(!os::takeVariable("CASTELLAN_TEST_SECRET"));
        QVERIFY(!qEnvironmentVariableIsSet("CASTELLAN_TEST_SECRET"));
#ifdef Q_OS_UNIX
        QCOMPARE(*shown, '\0');  // overwritten where /proc shows it
#endif
    }

    void freedMemoryIsReturned()
    {
        os::returnFreedMemory();  // what is in use stays; a bench of the server measures what it gives back
    }

    void ticksGoForward()
    {
        const auto before = os::tickSinceBoot();
        QTRY_VERIFY(os::tickSinceBoot() - before >= std::chrono::milliseconds(20));
        QVERIFY(os::tickSinceBoot() - before < std::chrono::minutes(1));
    }
};

QTEST_GUILESS_MAIN(TestOsProcess)
#include "test_os_process.moc"
