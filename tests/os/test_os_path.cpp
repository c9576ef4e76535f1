// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/path.h"
#include "tests/os/folder.h"

#include <QTest>

using namespace castellan;
using test::Folder;

class TestOsPath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textBecomesAPathAndTextAgain()
    {
        for (const std::string text : {"", "a", "grüße-日本-🔑.db", "a b.c"})
            QCOMPARE(os::utf8FromPath(os::pathFromUtf8(text)), text);
    }

    void aFileHasTheNameThatItsTextSays()
    {
        const Folder folder;
        test::write(folder / "schlüssel-鍵", "x");
        QVERIFY(QFile::exists(folder.dir.filePath(QStringLiteral("schl\u00fcssel-\u9375"))));
        QCOMPARE(folder.names(), std::set<std::string>{"schlüssel-鍵"});
    }

    void aSuffixIsPartOfTheName()
    {
        const auto file = os::pathFromUtf8("ordner/größe.db");
        QCOMPARE(os::utf8FromPath(os::withSuffix(file, "-wal").filename()), std::string("größe.db-wal"));
        QVERIFY(os::withSuffix(file, "-wal").parent_path() == file.parent_path());
        QVERIFY(os::withSuffix(file, "") == file);
    }

    void everyPathIsInAFolder()
    {
        QVERIFY(os::folderOf("a") == ".");
        QVERIFY(os::folderOf("a/") == ".");
        QVERIFY(os::folderOf("a/b") == "a");
        QVERIFY(os::folderOf("a/b/") == "a");
        QVERIFY(os::folderOf("/a") == "/");
    }
};

QTEST_GUILESS_MAIN(TestOsPath)
#include "test_os_path.moc"
