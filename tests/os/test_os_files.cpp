// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/files.h"
#include "tests/os/folder.h"

#include <QFileInfo>
#include <QProcess>
#include <QTest>

#ifdef Q_OS_LINUX
#include "os/posix/network_file_systems.h"
#endif
#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace castellan;
using test::contentOf;
using test::Folder;
namespace fs = std::filesystem;

namespace {

int reachOf(const fs::path &path)
{
    return int(os::File::openToRead(path).value().status().value().reach);
}

constexpr int owner = int(os::Reach::owner);
constexpr int group = int(os::Reach::group);
constexpr int everyone = int(os::Reach::everyone);

/// Lets other accounts read; false where a test doesn't know how.
bool expose(const fs::path &path)
{
    fs::permissions(path, fs::perms::others_read | fs::perms::group_read, fs::perm_options::add);
    return reachOf(path) == everyone;
}

}  // namespace

class TestOsFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewFileIsPrivate()
    {
        const Folder folder;
        {
            auto file = os::File::createPrivate(folder / "schlüssel");
            QVERIFY(file);
            QVERIFY(file->write("one, "));
            QVERIFY(file->write("two"));
            QVERIFY(file->sync());
        }
        QCOMPARE(contentOf(folder / "schlüssel"), std::string("one, two"));
        QCOMPARE(reachOf(folder / "schlüssel"), owner);
        const auto again = os::File::createPrivate(folder / "schlüssel");
        QCOMPARE(again.error().code, ErrorCode::already_exists);
        QCOMPARE(contentOf(folder / "schlüssel"), std::string("one, two"));
    }

    void aFileThatOthersMayReadIsMadePrivate()
    {
        const Folder folder;
        test::write(folder / "file", "text");
        if (!expose(folder / "file"))
            QSKIP("this system gives rights in another way");
        QVERIFY(os::File::openPrivate(folder / "file"));
        QCOMPARE(reachOf(folder / "file"), owner);
        QCOMPARE(contentOf(folder / "file"), std::string("text"));
        QVERIFY(os::File::openPrivate(folder / "fresh"));
        QCOMPARE(reachOf(folder / "fresh"), owner);
    }

    void nothingIsWrittenThroughALink()
    {
        const Folder folder;
        std::error_code ec;
        fs::create_symlink(folder / "elsewhere", folder / "link", ec);
        if (ec)
            QSKIP("this account may not make links");
        QCOMPARE(os::File::createPrivate(folder / "link").error().code, ErrorCode::already_exists);
        QVERIFY(!os::File::openPrivate(folder / "link"));
        QVERIFY(!fs::exists(folder / "elsewhere"));
    }

    void saysWhoMayUseAFile_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("reach");
        QTest::newRow("0600") << 0600 << owner;
        QTest::newRow("0700") << 0700 << owner;
        QTest::newRow("0400") << 0400 << owner;
        QTest::newRow("0640") << 0640 << group;
        QTest::newRow("0610") << 0610 << group;
        QTest::newRow("0660") << 0660 << everyone;
        QTest::newRow("0604") << 0604 << everyone;
        QTest::newRow("0602") << 0602 << everyone;
        QTest::newRow("0644") << 0644 << everyone;
    }
    void saysWhoMayUseAFile()
    {
        [[maybe_unused]] QFETCH(int, mode);
        QFETCH(int, reach);
        const Folder folder;
        test::write(folder / "file", "text");
#ifdef Q_OS_UNIX
        fs::permissions(folder / "file", fs::perms(mode));
        QCOMPARE(reachOf(folder / "file"), reach);
#endif
    }

    void readsUpToALimitAndGoesOnThere()
    {
        const Folder folder;
        test::write(folder / "file", "0123456789");
        auto file = os::File::openToRead(folder / "file");
        QVERIFY(file);
        QVERIFY(file->status()->ordinary);
        QVERIFY(file->read(4)->view() == "0123");
        QVERIFY(file->read(100)->view() == "456789");
        QVERIFY(file->read(100)->empty());
    }

    void saysWhyAFileCannotBeRead()
    {
        const Folder folder;
        const auto missing = os::File::openToRead(folder / "missing");
        QCOMPARE(missing.error().code, ErrorCode::not_found);
        QVERIFY(!missing.error().message.empty());
        QVERIFY(missing.error().message.find("missing") == std::string::npos);  // the reason alone
        const auto here = os::File::openToRead(folder.path());
        QVERIFY(!here || !here->status()->ordinary);
    }

    void takesTheSpaceOfAFile()
    {
        const Folder folder;
        auto file = os::File::openPrivate(folder / "ballast");
        QVERIFY(file);
        QVERIFY(file->reserve(1 << 20));
        QCOMPARE(fs::file_size(folder / "ballast"), std::uintmax_t(1 << 20));
        QVERIFY(!file->reserve(std::uint64_t(1) << 60U));  // more than any disk has
    }

    void childrenInheritNoFile()
    {
        const Folder folder;
        const auto fresh = os::File::createPrivate(folder / "written");
        const auto read = os::File::openToRead(folder / "written");
        const auto beside = os::File::createBeside(folder / "beside");
        QVERIFY(fresh && read && beside);
#ifdef Q_OS_LINUX
        QProcess child;
        child.start(QStringLiteral("ls"), {QStringLiteral("-l"), QStringLiteral("/proc/self/fd")});
        QVERIFY(child.waitForFinished());
        const auto open = child.readAllStandardOutput();
        QVERIFY(open.contains("/proc/"));
        QVERIFY2(!open.contains("castellan-ordner"), open.constData());
#endif
    }

    void aNewFolderIsPrivateAndAnOldOneIsLeftAsItIs()
    {
        const Folder folder;
        QCOMPARE(os::createPrivateFolder(folder / "daten-ü").value(), true);
#ifdef Q_OS_UNIX
        QVERIFY(fs::status(folder / "daten-ü").permissions() == fs::perms::owner_all);
        fs::permissions(folder / "daten-ü", fs::perms(0755));
#endif
        QCOMPARE(os::createPrivateFolder(folder / "daten-ü").value(), false);
#ifdef Q_OS_UNIX
        QVERIFY(fs::status(folder / "daten-ü").permissions() == fs::perms(0755));
        QVERIFY(os::makePrivate(folder / "daten-ü"));
        QVERIFY(fs::status(folder / "daten-ü").permissions() == fs::perms::owner_all);
#endif
        test::write(folder / "file", "x");
        QCOMPARE(os::createPrivateFolder(folder / "file").error().code, ErrorCode::io);
        QVERIFY(!os::createPrivateFolder(folder / "no" / "parent"));
    }

    void rightsOfOthersAreTakenAway()
    {
        const Folder folder;
        test::write(folder / "file", "text");
        if (!expose(folder / "file"))
            QSKIP("this system gives rights in another way");
        QVERIFY(os::makePrivate(folder / "file"));
        QCOMPARE(reachOf(folder / "file"), owner);
        QCOMPARE(os::makePrivate(folder / "missing").error().code, ErrorCode::not_found);
    }

    void knowsWhereItMayWrite()
    {
        const Folder folder;
        QVERIFY(os::mayWriteIn(folder.path()));
        QVERIFY(!os::mayWriteIn(folder / "missing"));
        QCOMPARE(os::mayWriteIn({}), os::mayWriteIn("."));
    }

    void aRenamedFileReplacesTheOther()
    {
        const Folder folder;
        test::write(folder / "ä", "new");
        test::write(folder / "b", "old");
        QVERIFY(os::renameDurably(folder / "ä", folder / "b"));
        QCOMPARE(folder.names(), std::set<std::string>{"b"});
        QCOMPARE(contentOf(folder / "b"), std::string("new"));
        QCOMPARE(os::renameDurably(folder / "missing", folder / "b").error().code, ErrorCode::not_found);
        QCOMPARE(contentOf(folder / "b"), std::string("new"));
        QVERIFY(os::syncFolder(folder.path()));
        QVERIFY(!os::syncFolder(folder / "missing"));
    }

    void aReplacedFileIsPrivateAndWhole()
    {
        const Folder folder;
        test::write(folder / "geheim-ß", "old");
        (void)expose(folder / "geheim-ß");
        QVERIFY(os::replaceWithPrivate(folder / "geheim-ß", "new"));
        QCOMPARE(contentOf(folder / "geheim-ß"), std::string("new"));
        QCOMPARE(reachOf(folder / "geheim-ß"), owner);
        QVERIFY(os::replaceWithPrivate(folder / "fresh", "first"));
        QCOMPARE(reachOf(folder / "fresh"), owner);
        QCOMPARE(folder.names(), (std::set<std::string>{"fresh", "geheim-ß"}));
    }

    void aReplacementThatFailsLeavesNothingBehind()
    {
        const Folder folder;
        fs::create_directories(folder / "full" / "of");
        QVERIFY(!os::replaceWithPrivate(folder / "full", "new"));
        QCOMPARE(folder.names(), std::set<std::string>{"full"});
        QVERIFY(fs::is_directory(folder / "full" / "of"));
        QCOMPARE(os::replaceWithPrivate(folder / "missing" / "file", "new").error().code, ErrorCode::not_found);
    }

    void aFileIsGivenToTheOwnerOfAnother()
    {
        const Folder folder;
        test::write(folder / "from", "x");
        test::write(folder / "file", "x");
        QVERIFY(os::copyOwner(folder / "from", folder / "file"));
        QCOMPARE(os::copyOwner(folder / "missing", folder / "file").error().code, ErrorCode::not_found);
#ifdef Q_OS_UNIX
        constexpr uid_t other = 54321;
        if (::chown((folder / "from").c_str(), other, other) != 0)
            return;  // an account without this right can't show more
        QVERIFY(os::copyOwner(folder / "from", folder / "file"));
        QCOMPARE(QFileInfo(folder.dir.filePath(QStringLiteral("file"))).ownerId(), uint(other));
#endif
    }

    void anotherFileHasAnotherStamp()
    {
        const Folder folder;
        test::write(folder / "file", "text");
        const auto before = os::stampOf(folder / "file").value();
        QVERIFY(os::stampOf(folder / "file").value() == before);
        test::write(folder / "file", "other text");
        const auto rewritten = os::stampOf(folder / "file").value();
        QVERIFY(!(rewritten == before));
        const auto changed = fs::last_write_time(folder / "file");
        test::write(folder / "copy", "other text");
        fs::last_write_time(folder / "copy", changed);
        fs::rename(folder / "copy", folder / "file");
        QVERIFY(!(os::stampOf(folder / "file").value() == rewritten));  // as long and as old, but another one
        QCOMPARE(os::stampOf(folder / "missing").error().code, ErrorCode::not_found);
    }

    void thisFolderIsOnThisMachine()
    {
        const Folder folder;
        QCOMPARE(os::isOnNetwork(folder.path()).value(), false);
        QVERIFY(!os::isOnNetwork(folder / "missing"));
    }

    void knowsNetworkFileSystems()
    {
#ifdef Q_OS_LINUX
        using os::posix::isNetworkFileSystem;
        QVERIFY(isNetworkFileSystem(0x6969));
        QVERIFY(isNetworkFileSystem(0xFF534D42));
        QVERIFY(isNetworkFileSystem(0xFFFFFFFFFE534D42));
        QVERIFY(!isNetworkFileSystem(0xEF53));
        QVERIFY(!isNetworkFileSystem(0x01021994));
#endif
    }
};

QTEST_GUILESS_MAIN(TestOsFiles)
#include "test_os_files.moc"
