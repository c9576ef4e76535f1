// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/locked_memory.h"
#include "tests/sanitizers.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <vector>

using namespace castellan;
using namespace Qt::StringLiterals;

namespace {

/// Of this process; 0 where the system doesn't say.
int lockedKiB()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QRegularExpression line(u"VmLck:\\s+(\\d+) kB"_s);
    return line.match(QString::fromUtf8(status.readAll())).captured(1).toInt();
}

}  // namespace

class TestOsLockedMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lockedBytesStayInMemory()
    {
        const std::vector<std::byte> bytes(64 * 1024);
        const int before = lockedKiB();
        const auto locked = os::lockInMemory(bytes);
        QVERIFY2(locked, locked ? "" : locked.error().message.c_str());
        QVERIFY(test::sanitized || lockedKiB() >= before + 64);
    }

    void nothingNeedsNoLock() { QVERIFY(os::lockInMemory({})); }

    void aFailureSaysWhy()
    {
        if (test::sanitized)
            return;
        // The first page of the address space is never mapped.
        const auto failed = os::lockInMemory({reinterpret_cast<const std::byte *>(1), 1});
        QVERIFY(!failed);
        QCOMPARE(failed.error().code, ErrorCode::io);
        QVERIFY(!failed.error().message.empty());
    }
};

QTEST_GUILESS_MAIN(TestOsLockedMemory)
#include "test_os_locked_memory.moc"
