// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fixtures/rows.h"
#include "tests/server/store/soundness.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <map>
#include <set>

using namespace castellan;
using namespace castellan::test;

namespace {

// Printable, so that it can be an argument.
const QString key = QStringLiteral("0123456789abcdef0123456789abcdef");

QString writer()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/store_writer");
}

struct WriterFolder : DataFolder {
    WriterFolder()
    {
        for (std::size_t i = 0; i < 32; ++i)
            keys.database.writable()[i] = keys.master.writable()[i] = std::byte(key[int(i)].toLatin1());
    }
    [[nodiscard]] QString data() const { return QString::fromStdString(path().string()); }
};

std::set<std::string> acknowledged(const QByteArray &output)
{
    std::set<std::string> out;
    for (const auto &line : output.split('\n')) {
        if (line.startsWith("ack "))
            out.insert(line.mid(4).toStdString());
    }
    return out;
}

/// Runs a shell script in a mount namespace of its own, with a small disk on `disk`; nothing if that is not possible
/// here.
std::optional<QByteArray> onSmallDisk(const QString &size, const QString &script, const QString &disk, int *exitCode)
{
    QStringList unshare{QStringLiteral("--mount")};
    if (::geteuid() != 0)
        unshare << QStringLiteral("--user") << QStringLiteral("--map-root-user");
    QProcess shell;
    shell.setProcessChannelMode(QProcess::MergedChannels);
    shell.start(QStringLiteral("unshare"),
                unshare << QStringLiteral("sh") << QStringLiteral("-c")
                        << QStringLiteral("mount -t tmpfs -o size=%1 tmpfs \"$0\" || exit 77\n%2").arg(size, script)
                        << disk << writer() << key << qEnvironmentVariable("CASTELLAN_SERVER"));
    if (!shell.waitForFinished(60'000) || shell.exitCode() == 77)
        return std::nullopt;
    *exitCode = shell.exitCode();
    QByteArray output = shell.readAll();
    if (output.startsWith("unshare: "))  // a container without the right, or a chroot that is no mount point
        return std::nullopt;
    return output;
}

int count(const QByteArray &output, const char *word)
{
    const auto lines = output.split('\n');
    return int(std::ranges::count_if(lines, [&](const QByteArray &line) { return line.startsWith(word); }));
}

}  // namespace

class TestStoreProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void losesNothingAcknowledgedWhenItIsKilled()
    {
        constexpr int rounds = 50;
        constexpr std::size_t enough = 20;
        WriterFolder folder;
        REQUIRE(folder.create());
        std::set<std::string> all;
        for (int round = 0; round < rounds; ++round) {
            QProcess process;
            process.start(writer(), {folder.data(), key, QStringLiteral("r%1-").arg(round), QStringLiteral("0")});
            QVERIFY(process.waitForStarted());
            QByteArray output;
            while (acknowledged(output).size() < enough) {
                QVERIFY2(process.waitForReadyRead(20'000), output.constData());
                output += process.readAllStandardOutput();
            }
            QElapsedTimer timer;
            timer.start();
            const auto until = QRandomGenerator::global()->bounded(0, 120);
            while (timer.elapsed() < until) {
                if (process.waitForReadyRead(int(std::max<qint64>(1, until - timer.elapsed()))))
                    output += process.readAllStandardOutput();
            }
            QCOMPARE(::kill(pid_t(process.processId()), SIGKILL), 0);
            QVERIFY(process.waitForFinished());
            QCOMPARE(process.exitStatus(), QProcess::CrashExit);
            output += process.readAllStandardOutput();
            const auto mine = acknowledged(output);
            all.insert(mine.begin(), mine.end());
            // Each round checks what it acknowledged itself; every tenth round checks everything.
            const auto wrong = whatIsWrong(folder.options(), folder, round % 10 == 9 ? all : mine);
            QVERIFY2(wrong.empty(), ("round " + std::to_string(round) + ": " + wrong).c_str());
        }
        QVERIFY(all.size() >= rounds * enough);
    }

    void acknowledgesOnlyWhatWasSyncedBefore_data() { addBoolRows("durable", "durable", "negative control"); }
    /// Order of system calls: between the last write to the log and an acknowledgement lies an fdatasync.
    void acknowledgesOnlyWhatWasSyncedBefore()
    {
        QFETCH(bool, durable);
        WriterFolder folder;
        REQUIRE(folder.create());
        const auto trace = folder.dir.filePath(QStringLiteral("trace"));
        QProcess strace;
        QStringList arguments{QStringLiteral("-f"),
                              QStringLiteral("-qq"),
                              QStringLiteral("-y"),
                              QStringLiteral("-o"),
                              trace,
                              QStringLiteral("-e"),
                              QStringLiteral("trace=pwrite64,write,fdatasync,fsync"),
                              writer(),
                              folder.data(),
                              key,
                              QStringLiteral("t"),
                              QStringLiteral("60")};
        if (!durable)
            arguments << QStringLiteral("no-sync");
        strace.start(QStringLiteral("strace"), arguments);
        QVERIFY2(strace.waitForFinished(60'000), "strace is needed");
        QCOMPARE(strace.exitCode(), 0);
        QFile file(trace);
        QVERIFY(file.open(QIODevice::ReadOnly));
        bool unsynced = false;
        int early = 0;
        int acks = 0;
        // A call that another thread interrupts is shown in two lines; a sync counts when it has returned.
        std::map<QByteArray, bool> syncing;
        while (!file.atEnd()) {
            const auto line = file.readLine();
            const auto thread = line.left(line.indexOf(' '));
            const bool log = line.contains("castellan.db-wal>");
            if (line.contains("pwrite64(") && log) {
                unsynced = true;
            } else if ((line.contains("fdatasync(") || line.contains("fsync(")) && log) {
                if (line.contains("<unfinished"))
                    syncing[thread] = true;
                else
                    unsynced = false;
            } else if (line.contains("sync resumed>") && syncing[thread]) {
                syncing[thread] = false;
                unsynced = false;
            } else if (line.contains("\"ack t")) {
                ++acks;
                // While the writer is writing the next group, acknowledgements of the last are on their way; the writer
                // begins none before it has told all of the last, so only its own line is looked at.
                early += unsynced ? 1 : 0;
            }
        }
        QCOMPARE(acks, 60);
        if (durable)
            QCOMPARE(early, 0);
        else
            QVERIFY(early > 30);
    }

    void refusesEverythingOnAFullDiskAndRecoversByItself_data()
    {
        QTest::addColumn<QString>("size");
        QTest::addColumn<QString>("reserve");
        QTest::newRow("no reserve") << QStringLiteral("4m") << QStringLiteral("0");
        QTest::newRow("with a reserve, rights can still be taken away")
            << QStringLiteral("12m") << QStringLiteral("3000000");
    }
    void refusesEverythingOnAFullDiskAndRecoversByItself()
    {
        QFETCH(QString, size);
        QFETCH(QString, reserve);
        WriterFolder folder;
        QVERIFY(std::filesystem::create_directory(folder.path()));
        int exit = 0;
        const auto output =
            onSmallDisk(size,
                        QStringLiteral("\"$1\" \"$0/d\" \"$2\" before 20 ballast=%1 filler=\"$0/filler\"\n"
                                       "\"$1\" \"$0/d\" \"$2\" after 20")
                            .arg(reserve),
                        folder.data(), &exit);
        if (!output)
            QSKIP("no mount namespaces here");
        QVERIFY2(exit == 0, output->constData());
        QCOMPARE(count(*output, "ack before"), 20);
        QVERIFY2(count(*output, "no full") == 200, output->constData());
        QCOMPARE(output->count(" audit_unavailable"), 200);
        QVERIFY2(output->contains(reserve == QStringLiteral("0") ? "taken away 20\n" : "taken away 23\n"),
                 output->constData());
        const auto match = QRegularExpression(QStringLiteral("recovered (\\d+)")).match(QString::fromUtf8(*output));
        QVERIFY2(match.hasMatch() && match.captured(1).toInt() <= 1000, output->constData());
        QCOMPARE(count(*output, "ack after"), 20);
    }

    void opensOnAFullDiskByItsReserve()
    {
        WriterFolder folder;
        QVERIFY(std::filesystem::create_directory(folder.path()));
        int exit = 0;
        const auto output = onSmallDisk(QStringLiteral("12m"),
                                        QStringLiteral("\"$1\" \"$0/d\" \"$2\" before 20 ballast=3000000 || exit 1\n"
                                                       "dd if=/dev/zero of=\"$0/filler\" bs=4096 2>/dev/null\n"
                                                       "\"$1\" \"$0/d\" \"$2\" full 20 ballast=3000000 || exit 2\n"
                                                       "rm \"$0/filler\"\n"
                                                       "\"$1\" \"$0/d\" \"$2\" after 20 ballast=3000000 || exit 3\n"
                                                       "test -f \"$0/d/ballast\" || exit 4"),
                                        folder.data(), &exit);
        if (!output)
            QSKIP("no mount namespaces here");
        QVERIFY2(exit == 0, output->constData());
        QCOMPARE(count(*output, "ack before"), 20);
        QCOMPARE(count(*output, "no full"), 20);
        QCOMPARE(count(*output, "ack after"), 20);
    }

    void opensNothingToWriteOnAReadOnlyDisk()
    {
        WriterFolder folder;
        QVERIFY(std::filesystem::create_directory(folder.path()));
        int exit = 0;
        const auto output = onSmallDisk(QStringLiteral("16m"), QStringLiteral(R"sh(
            printf 'correct-Horse-battery-9x' |
                "$3" init --data "$0/d" --username ann --email ann@example.com --password-stdin || exit 1
            mount -o remount,ro "$0" || exit 77
            "$3" user unlock --data "$0/d" --username ann; echo "unlock $?"
            "$3" backup --data "$0/d" --to "$0/d/b"; echo "backup $?"
            printf 'correct-Horse-battery-9x' |
                "$3" init --data "$0/e" --username ann --email ann@example.com --password-stdin; echo "init $?"
            mount -o remount,rw "$0"
            "$3" verify --data "$0/d"; echo "verify $?"
        )sh"),
                                        folder.data(), &exit);
        if (!output)
            QSKIP("no mount namespaces here");
        QVERIFY2(output->contains("unlock 1"), output->constData());
        QVERIFY2(output->contains("backup 1"), output->constData());
        QVERIFY2(output->contains("init 1"), output->constData());
        QVERIFY2(output->contains("verify 0"), output->constData());
        QVERIFY2(output->contains("Read-only file system"), output->constData());
    }

    void survivesAFaultyDisk()
    {
        WriterFolder folder;
        REQUIRE(folder.create());
        std::set<std::string> all;
        int refused = 0;
        const QStringList faults{QStringLiteral("posix/io/rw/pwrite"), QStringLiteral("posix/io/sync/*"),
                                 QStringLiteral("posix/io/rw/pread"), QStringLiteral("posix/io/dir/*"),
                                 QStringLiteral("posix/io/oc/open")};
        for (const auto &fault : faults) {
            for (int round = 0; round < 3; ++round) {
                QProcess process;
                process.start(QStringLiteral("fiu-run"),
                              {QStringLiteral("-x"), QStringLiteral("-c"),
                               QStringLiteral("enable_random name=%1,probability=0.05").arg(fault), writer(),
                               folder.data(), key, QStringLiteral("f%1-%2-").arg(faults.indexOf(fault)).arg(round),
                               QStringLiteral("60")});
                QVERIFY2(process.waitForFinished(60'000), "fiu-run is needed");
                QVERIFY(process.exitStatus() == QProcess::NormalExit);
                const auto output = process.readAllStandardOutput();
                const auto mine = acknowledged(output);
                all.insert(mine.begin(), mine.end());
                refused += count(output, "no ") + count(output, "cannot ");
                const auto wrong = whatIsWrong(folder.options(), folder, all);
                QVERIFY2(wrong.empty(), (fault.toStdString() + ": " + wrong).c_str());
            }
        }
        QVERIFY2(refused > 0, "no fault came up");
        QVERIFY(!all.empty());
    }

    void encryptsWithAnotherSqliteInTheProcess()
    {
        const auto other =
            QStringLiteral("/usr/lib/%1-linux-gnu/libsqlite3.so.0").arg(QSysInfo::buildCpuArchitecture());
        QVERIFY2(QFile::exists(other), "libsqlite3-0 is needed");
        WriterFolder folder;
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_PRELOAD"), other);
        process.setProcessEnvironment(environment);
        process.start(writer(), {folder.data(), key, QStringLiteral("canary"), QStringLiteral("50")});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
        const auto mine = acknowledged(process.readAllStandardOutput());
        QCOMPARE(mine.size(), std::size_t(50));
        QFile file(QString::fromStdString(folder.file().string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto content = file.readAll();
        QVERIFY(content.size() > 4096);
        QVERIFY(!content.startsWith("SQLite format 3"));
        QVERIFY(!content.contains("canary"));
        QCOMPARE(whatIsWrong(folder.options(), folder, mine), std::string());
    }
};

QTEST_GUILESS_MAIN(TestStoreProcess)
#include "test_store_process.moc"
