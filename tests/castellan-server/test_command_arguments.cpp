// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Arguments and passwords that the real program's commands refuse.
#include "tests/castellan-server/program_folder.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace castellan;
using namespace castellan::test;

class TestCommandArguments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesPasswordsThatCannotBeTyped_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("two lines' ends") << password + "\n\n" << QByteArray("control character");
        QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + password + "\n" << QByteArray("byte order mark");
        QTest::newRow("NUL") << password + QByteArray(1, '\0') << QByteArray("control character");
        QTest::newRow("tab") << "\t" + password << QByteArray("control character");
        QTest::newRow("C1 control") << password + "\xC2\x85" << QByteArray("control character");
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFEh\0a\0", 6) << QByteArray("UTF-8");
        QTest::newRow("only a line's end") << QByteArray("\r\n") << QByteArray("empty");
    }
    void refusesPasswordsThatCannotBeTyped()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, why);
        ProgramFolder f;
        const auto byInput = f.init(input);
        REQUIRE_EXIT(byInput, 2);
        QVERIFY2(byInput.err.contains(why), byInput.err.constData());
        QVERIFY(!QFileInfo::exists(f.path()));
        QFile file(f.path(QStringLiteral("password")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
        file.write(input);
        file.close();
        f.variables[QStringLiteral("CASTELLAN_PASSWORD_FILE")] = file.fileName();
        QCOMPARE(f.run("init --data % --username ann --email ann@example.com").exit, 2);
        QVERIFY(!QFileInfo::exists(f.path()));
    }

    void refusesPublicHostsThatNoRequestCanName_data()
    {
        QTest::addColumn<QString>("host");
        for (const char *host : {"https://console.example.org", "console.example.org/", "a b", "", ":8443", "a:", "a:0",
                                 "a:65536", "a:80x", "a:-1", "2001:db8::1", "[2001:db8::1", "[192.0.2.1]", "a..b", ".a",
                                 "user@a", "*.example.org", "\xC3\xA4\xC2\xAD.\xE2\x80\xAE"})
            QTest::newRow(host) << QString::fromUtf8(host);
    }
    void refusesPublicHostsThatNoRequestCanName()
    {
        QFETCH(QString, host);
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        const auto refused =
            f.run({QStringLiteral("serve"), QStringLiteral("--data"), f.path(), QStringLiteral("--listen"),
                   QStringLiteral("127.0.0.1:0"), QStringLiteral("--public-host"), host});
        REQUIRE_EXIT(refused, 2);
        QVERIFY2(refused.err.contains("--public-host"), refused.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCommandArguments)
#include "test_command_arguments.moc"
