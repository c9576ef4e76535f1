// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
//
// Not a test of the product: a suite for the runner's own tests, with one function for each way in which a suite can
// end.
#include <QTest>

#include <csignal>
#include <cstdlib>
#include <iostream>

class FixtureSuite : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passes() { QVERIFY(true); }

    void passesTwoRows_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("one") << 1;
        QTest::newRow("two (even)") << 2;
    }
    void passesTwoRows()
    {
        QFETCH(int, number);
        QVERIFY(number > 0);
    }

    void fails() { QCOMPARE(1, 2); }
    void skips() { QSKIP("there is no moon tonight"); }

    void crashes() { std::raise(SIGSEGV); }
    void leavesEarly() { std::_Exit(0); }
    void complainsAfterwards()
    {
        std::atexit([] { std::_Exit(23); });
    }
    void hangs()
    {
        for (;;) {
            QTest::qWait(1000);
        }
    }
    void talksLikeTheRunner() { std::cout << "9 passed, 0 failed, 0 skipped" << std::endl; }

    void seesItsSurroundings()
    {
        for (const char *name :
             {"HOME", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "SECRET_OF_THE_PERSON"}) {
            std::cout << "saw " << name << '=' << qgetenv(name).constData() << std::endl;
        }
    }
};

QTEST_GUILESS_MAIN(FixtureSuite)
#include "fixture_suite.moc"
