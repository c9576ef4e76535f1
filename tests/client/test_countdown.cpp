// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/countdown.h"

#include <QSignalSpy>
#include <QTest>

namespace castellan::client {

class TestCountdown : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysEachSecondOnce();
    void doesNotEndOnceStopped();
};

void TestCountdown::saysEachSecondOnce()
{
    Countdown countdown;
    QSignalSpy ended(&countdown, &Countdown::ended);
    QList<int> said;
    connect(&countdown, &Countdown::changed, this, [&] { said << countdown.secondsLeft(); });
    countdown.start(std::chrono::milliseconds(1'300));
    QCOMPARE(said, QList<int>{2});
    QTRY_COMPARE(ended.size(), 1);
    const QList<int> all{2, 1, 0};
    QCOMPARE(said, all);
    QVERIFY(!countdown.isRunning());
}

void TestCountdown::doesNotEndOnceStopped()
{
    Countdown countdown;
    QSignalSpy ended(&countdown, &Countdown::ended);
    QSignalSpy changed(&countdown, &Countdown::changed);
    countdown.start(std::chrono::milliseconds(50));
    countdown.stop();
    QCOMPARE(countdown.secondsLeft(), 0);
    QCOMPARE(changed.size(), 2);
    QVERIFY(!ended.wait(200));
}

}  // namespace castellan::client

QTEST_GUILESS_MAIN(castellan::client::TestCountdown)
#include "test_countdown.moc"
