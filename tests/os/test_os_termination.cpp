// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/termination.h"

#include <QProcess>
#include <QTest>

#include <atomic>
#include <csignal>

using namespace castellan;
using namespace Qt::StringLiterals;

class TestOsTermination : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsOfARequestToEnd_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
#ifdef Q_OS_UNIX
        QTest::newRow("SIGHUP") << SIGHUP;
#endif
    }
    void tellsOfARequestToEnd()
    {
        QFETCH(int, signal);
        std::atomic<int> asked = 0;
        const os::TerminationWatch watch([&] { ++asked; });
        QCOMPARE(std::raise(signal), 0);
        QTRY_COMPARE(asked.load(), 1);
    }

    void endsWithoutARequest()
    {
        std::atomic<int> asked = 0;
        for (int i = 0; i < 20; ++i)
            const os::TerminationWatch watch([&] { ++asked; });
        QCOMPARE(asked.load(), 0);
    }

    void leavesTheSignalsToOtherPrograms()
    {
#ifdef Q_OS_UNIX
        const os::TerminationWatch watch([] {});
        QProcess program;
        program.start(u"sleep"_s, {u"60"_s});
        QVERIFY(program.waitForStarted());
        program.terminate();
        QVERIFY(program.waitForFinished(5000));
        QCOMPARE(program.exitStatus(), QProcess::CrashExit);
        QCOMPARE(program.exitCode(), SIGTERM);
#endif
    }
};

QTEST_GUILESS_MAIN(TestOsTermination)
#include "test_os_termination.moc"
