// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/recovery_key.h"
#include "castellan/single_instance.h"
#include "core/random.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace castellan {

/// Parts of the program that need no window.
class TestConsoleParts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsBackARecoveryKey();
    void findsASlipInARecoveryKey();
    void runsOncePerFolder();
};

void TestConsoleParts::readsBackARecoveryKey()
{
    OpenSslRandom random;
    for (int i = 0; i < 50; ++i) {
        Secret key(std::size_t(64));
        random.fill(key.writable());
        const QString text = recoveryKeyOf(key);
        const auto back = keyFromRecovery(text);
        QVERIFY(back);
        QVERIFY(*back == key);
        QString sloppy = text.toLower().replace(QLatin1Char('-'), QLatin1Char(' '));
        sloppy.replace(QLatin1Char('0'), QLatin1Char('o')).replace(QLatin1Char('1'), QLatin1Char('l'));
        const auto again = keyFromRecovery(sloppy);
        QVERIFY(again);
        QVERIFY(*again == key);
    }
}

void TestConsoleParts::findsASlipInARecoveryKey()
{
    const QString text =
        recoveryKeyOf(Secret(std::string_view("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")));
    QString slip = text;
    slip[3] = slip.at(3) == QLatin1Char('7') ? QLatin1Char('8') : QLatin1Char('7');
    for (const QString &wrong : {slip, text.left(40), QString(text + QStringLiteral("-ABCDE")),
                                 QString(text).replace(5, 1, QStringLiteral("?"))}) {
        const auto result = keyFromRecovery(wrong);
        QVERIFY2(!result, qPrintable(wrong));
        QCOMPARE(result.error().code, ErrorCode::validation);
    }
}

void TestConsoleParts::runsOncePerFolder()
{
    QTemporaryDir folder;
    SingleInstance first(folder.path());
    QVERIFY(first.claim());
    QSignalSpy raised(&first, &SingleInstance::raiseRequested);
    SingleInstance second(folder.path());
    QVERIFY(!second.claim());
    QVERIFY(second.reachedOther());
    QTRY_COMPARE(raised.size(), 1);
    QTemporaryDir elsewhere;
    SingleInstance other(elsewhere.path());
    QVERIFY(other.claim());
    // By another path to the same folder.
    const QString link = elsewhere.filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(folder.path(), link));
    SingleInstance third(link);
    QVERIFY(!third.claim());
    QVERIFY(third.reachedOther());
    QTRY_COMPARE(raised.size(), 2);
}

}  // namespace castellan

QTEST_GUILESS_MAIN(castellan::TestConsoleParts)
#include "test_console_parts.moc"
