// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Arguments and passwords that the real program's commands take and refuse.
#include "core/crypto/password.h"
#include "tests/castellan-server/program_folder.h"
#include "tests/fixtures/rows.h"
#include "tests/server/store/data_folder.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace castellan;
using namespace castellan::test;
using store::Reader;

class TestCommandArguments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTakesExactlyOneLineEndOffThePassword_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("meant");
        QTest::newRow("none") << password << password;
        QTest::newRow("LF") << password + "\n" << password;
        QTest::newRow("CRLF") << password + "\r\n" << password;
        QTest::newRow("spaces stay") << " " + password + " \n" << " " + password + " ";
    }
    void initTakesExactlyOneLineEndOffThePassword()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, meant);
        ProgramFolder f;
        REQUIRE_EXIT(f.init(input), 0);
        auto store = f.open();
        REQUIRE(store);
        auto user = (*store)->read([](Reader &r) { return store::users::findByUsername(r, "ann"); });
        REQUIRE(user);
        QVERIFY(verifyPassword(Secret(std::string_view(meant.constData(), std::size_t(meant.size()))),
                               (*user)->passwordHash));
    }

    void initTakesNoNameThatHides()
    {
        ProgramFolder f;
        for (const auto *name : {"a\u202eb", "\u00a0", "a\nb", "\u3164"})
            REQUIRE_EXIT(
                f.run({QStringLiteral("init"), QStringLiteral("--data"), f.path(), QStringLiteral("--username"),
                       QStringLiteral("ann"), QStringLiteral("--email"), QStringLiteral("ann@example.com"),
                       QStringLiteral("--name"), QString::fromUtf8(name), QStringLiteral("--password-stdin")},
                      password),
                2);
        QVERIFY(!QFile::exists(f.path() + QStringLiteral("/castellan.db")));
    }

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
