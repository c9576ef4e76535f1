// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/castellan-server/program_folder.h"
#include "tests/fixtures/rows.h"
#include "tests/server/store/data_folder.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace castellan;
using namespace castellan::test;
using store::Writer;

/// What the commands of the real program print.
class TestCommandOutput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Terminals obey ESC and CSI, and show a line that U+202E reverses in another order.
    void userListShowsWhatIsStoredOnOneLineEach()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        {
            auto store = f.open();
            REQUIRE(store);
            REQUIRE((*store)->write([](Writer &w) -> Result<void> {
                store::NewUser user;
                user.username = "eve\x1b[2J\nforged administrator\u202e";
                user.email = "\u009b2J\u2028";
                return store::users::insert(w, user).map([](const auto &) {});
            }));
        }
        const auto listed = f.run("user list --data %");
        REQUIRE_EXIT(listed, 0);
        QVERIFY2(listed.out.contains("eve\\u001b[2J\\u000aforged administrator\\u202e \\u009b2J\\u2028"),
                 listed.out.constData());
        QCOMPARE(listed.out.count('\n'), 3);
        const auto unknown = f.run({QStringLiteral("user"), QStringLiteral("unlock"), QStringLiteral("--data"),
                                    f.path(), QStringLiteral("--username"), QStringLiteral("\u001b]0;owned\u0007")});
        QVERIFY(unknown.exit != 0);
        QVERIFY(!unknown.err.contains('\x1b'));
    }

    void theSetupTokenIsTheOnlyLineOnStandardOutput()
    {
        const ProgramFolder f;
        const auto made = f.run("init --data % --setup-token");
        REQUIRE_EXIT(made, 0);
        QVERIFY2(
            QRegularExpression(QStringLiteral("\\A[!-~]{43,}\n\\z")).match(QString::fromLatin1(made.out)).hasMatch(),
            made.out.constData());
    }

    void everyHelpIsLinesThatNoTerminalObeys()
    {
        const ProgramFolder f;
        for (const auto *asked : {"--help", "init --help", "serve --help", "verify --help", "backup --help",
                                  "restore --help", "rotate-master-key --help", "settings --help", "user --help",
                                  "user list --help", "openapi", "openapi --yaml"}) {
            const auto ran = f.run(asked);
            REQUIRE_EXIT(ran, 0);
            QVERIFY2(ran.out.size() > 100 && ran.out.endsWith('\n') && !ran.out.endsWith("\n\n"), asked);
            QVERIFY2(
                std::ranges::none_of(ran.out, [](char c) { return (c >= 0 && c < ' ' && c != '\n') || c == 0x7f; }),
                asked);
        }
    }
};

QTEST_GUILESS_MAIN(TestCommandOutput)
#include "test_command_output.moc"
