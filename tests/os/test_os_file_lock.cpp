// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/file_lock.h"
#include "os/files.h"
#include "tests/os/folder.h"

#include <QTest>

#include <memory>

using namespace castellan;
using test::Folder;

class TestOsFileLock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneAtATimeHoldsItAndTheOthersLearnWhichOne()
    {
        const Folder folder;
        {
            const auto held = os::FileLock::take(folder / "sperre-ß", "the first one, process 1");
            QVERIFY(held);
            const auto refused = os::FileLock::take(folder / "sperre-ß", "the second one");
            QCOMPARE(refused.error().code, ErrorCode::folder_busy);
            QCOMPARE(refused.error().message, std::string("the first one, process 1"));
        }
        const auto next = os::FileLock::take(folder / "sperre-ß", "a");
        QVERIFY(next);
        // A shorter text leaves nothing of the longer one.
        QCOMPARE(os::FileLock::take(folder / "sperre-ß", "").error().message, std::string("a"));
    }

    void aFileThatIsThereIsNoLock()
    {
        const Folder folder;
        test::write(folder / "lock", "another program, process 1\n");
        QVERIFY(os::FileLock::take(folder / "lock", "me"));
    }

    void itMovesWithItsOwner()
    {
        const Folder folder;
        auto held = os::FileLock::take(folder / "lock", "me");
        QVERIFY(held);
        auto other = std::make_unique<os::FileLock>(std::move(*held));
        QCOMPARE(os::FileLock::take(folder / "lock", "other").error().code, ErrorCode::folder_busy);
        other.reset();
        QVERIFY(os::FileLock::take(folder / "lock", "other"));
    }

    void theFileIsPrivate()
    {
        const Folder folder;
        QVERIFY(os::FileLock::take(folder / "lock", "me"));
        QVERIFY(os::File::openToRead(folder / "lock")->status()->reach == os::Reach::owner);
    }

    void saysWhyItCannotBeTaken()
    {
        const Folder folder;
        const auto refused = os::FileLock::take(folder / "missing" / "lock", "me");
        QCOMPARE(refused.error().code, ErrorCode::not_found);
        QVERIFY(!refused.error().message.empty());
    }
};

QTEST_GUILESS_MAIN(TestOsFileLock)
#include "test_os_file_lock.moc"
