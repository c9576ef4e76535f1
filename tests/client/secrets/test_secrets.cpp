// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/secrets/data_key.h"
#include "client/secrets/sealed_file_store.h"
#include "client/secrets/session_store.h"
#include "tests/client/await.h"
#include "tests/client/secrets/fake_secret_store.h"

#include <QFile>
#include <QTemporaryDir>

#include <unistd.h>

using namespace castellan;
using namespace castellan::client;

namespace {

Secret secret(std::string_view text)
{
    return Secret(text);
}

const QString database = QStringLiteral("d1");
const std::string_view passphrase = "correct horse battery";

}  // namespace

class TestSecrets : public QObject {
    Q_OBJECT

    OpenSslRandom m_random;
    PasswordCost m_cheap{256, 1, 1};

private Q_SLOTS:
    // -- data keys ---------------------------------------------------------------------------------------------------

    void makesADataKeyOnceAndGivesItBack()
    {
        FakeSecretStore store;
        const auto made = await(createDataKey(this, store, database, false, m_random));
        OK(made.map([](const Secret &) {}));
        QCOMPARE(made->size(), dataKeySize);
        const auto read = await(readDataKey(this, store, database));
        QVERIFY(read && *read == *made);
        FAILS(await(createDataKey(this, store, database, false, m_random)), ErrorCode::already_exists);
        QCOMPARE(store.writes, 1);
    }

    void neverMakesADataKeyWhileADatabaseExists()
    {
        FakeSecretStore store;
        FAILS(await(createDataKey(this, store, database, true, m_random)), ErrorCode::already_exists);
        FAILS(await(readDataKey(this, store, database)), ErrorCode::key_missing);
        QCOMPARE(store.writes, 0);
    }

    void passesTheStoresTroubleOnWithTheEntryPresent_data()
    {
        QTest::addColumn<int>("trouble");
        QTest::newRow("locked") << int(ErrorCode::secret_store_locked);
        QTest::newRow("absent") << int(ErrorCode::secret_store_absent);
        QTest::newRow("slow") << int(ErrorCode::secret_store_slow);
        QTest::newRow("denied") << int(ErrorCode::secret_store_denied);
    }
    void passesTheStoresTroubleOnWithTheEntryPresent()
    {
        QFETCH(int, trouble);
        FakeSecretStore store;
        const auto made = await(createDataKey(this, store, database, false, m_random));
        QVERIFY(made);
        store.trouble = ErrorCode(trouble);
        FAILS(await(readDataKey(this, store, database)), ErrorCode(trouble));
        FAILS(await(createDataKey(this, store, database, false, m_random)), ErrorCode(trouble));
        QCOMPARE(store.writes, 1);
        store.trouble.reset();
        const auto read = await(readDataKey(this, store, database));
        QVERIFY(read && *read == *made);
    }

    void buildsNothingOnAKeyThatDoesNotComeBack()
    {
        FakeSecretStore store;
        store.forgetful = true;
        FAILS(await(createDataKey(this, store, database, false, m_random)), ErrorCode::io);
    }

    void refusesWhatIsNoDataKey()
    {
        FakeSecretStore store;
        store.entries.emplace(dataKeyName(database), secret("short"));
        FAILS(await(readDataKey(this, store, database)), ErrorCode::key_wrong);
        FAILS(await(restoreDataKey(this, store, database, secret("short"))), ErrorCode::key_wrong);
        OK(await(restoreDataKey(this, store, database, Secret(dataKeySize))));
        QVERIFY(await(readDataKey(this, store, database)));
    }

    void keepsNoDataKeyForASessionOnly()
    {
        SessionStore store;
        FAILS(await(createDataKey(this, store, database, false, m_random)), ErrorCode::secret_store_denied);
        OK(await(store.write(QStringLiteral("server/a"), secret("token"))));
        const auto read = await(store.read(QStringLiteral("server/a")));
        QVERIFY(read && read->view() == "token");
        OK(await(store.remove(QStringLiteral("server/a"))));
        FAILS(await(store.read(QStringLiteral("server/a"))), ErrorCode::secret_not_found);
    }

    // -- the sealed file ---------------------------------------------------------------------------------------------

    void sealsAndOpens()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("sub/secrets.json"));
        {
            SealedFileStore store(path, m_random, m_cheap);
            FAILS(await(store.read(QStringLiteral("a"))), ErrorCode::secret_store_locked);
            OK(await(store.create(secret(passphrase))));
            OK(await(store.write(QStringLiteral("a \"quoted\""), secret("VERYSECRET"))));
            OK(await(store.write(QStringLiteral("b"), secret(std::string_view("\0\xff", 2)))));
            OK(await(store.write(QStringLiteral("gone"), secret("x"))));
            OK(await(store.remove(QStringLiteral("gone"))));
            OK(await(store.remove(QStringLiteral("never was"))));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("VERYSECRET"));
        const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(file.permissions(), owner);
        SealedFileStore store(path, m_random, m_cheap);
        FAILS(await(store.unlock(secret("correct horse batterx"))), ErrorCode::passphrase_wrong);
        QVERIFY(!store.isUnlocked());
        OK(await(store.unlock(secret(passphrase))));
        const auto a = await(store.read(QStringLiteral("a \"quoted\"")));
        QVERIFY(a && a->view() == "VERYSECRET");
        const auto b = await(store.read(QStringLiteral("b")));
        QVERIFY(b && b->view() == std::string_view("\0\xff", 2));
        FAILS(await(store.read(QStringLiteral("gone"))), ErrorCode::secret_not_found);
        store.lock();
        FAILS(await(store.read(QStringLiteral("b"))), ErrorCode::secret_store_locked);
        FAILS(await(store.write(QStringLiteral("b"), secret("x"))), ErrorCode::secret_store_locked);
    }

    void replacesNoFileAndTakesNoWeakPassphrase()
    {
        QTemporaryDir folder;
        SealedFileStore store(folder.filePath(QStringLiteral("s")), m_random, m_cheap);
        FAILS(await(store.create(secret("short"))), ErrorCode::password_too_weak);
        FAILS(await(store.unlock(secret(passphrase))), ErrorCode::secret_not_found);
        OK(await(store.create(secret(passphrase))));
        SealedFileStore other(folder.filePath(QStringLiteral("s")), m_random, m_cheap);
        FAILS(await(other.create(secret(passphrase))), ErrorCode::already_exists);
    }

    void noticesEveryAlteredByte()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("s"));
        {
            SealedFileStore store(path, m_random, m_cheap);
            OK(await(store.create(secret(passphrase))));
            OK(await(store.write(QStringLiteral("a"), secret("b"))));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray good = file.readAll();
        file.close();
        for (qsizetype i = 0; i < good.size(); ++i) {
            QByteArray bad = good;
            bad[i] = char(bad[i] ^ 1);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(bad);
            file.close();
            SealedFileStore store(path, m_random, m_cheap);
            const auto opened = await(store.unlock(secret(passphrase)));
            QVERIFY2(!opened, bad.constData());
            QVERIFY(!opened.error().message.empty());
        }
    }

    void isNotTalkedIntoAHugeKdf()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("s"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"version\":1,\"kdf\":\"argon2id\",\"memoryKiB\":4294967295,\"passes\":1,\"lanes\":1,"
                   "\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"sealed\":\"AA\"}");
        file.close();
        SealedFileStore store(path, m_random, m_cheap);
        const auto opened = await(store.unlock(secret(passphrase)));
        FAILS(opened, ErrorCode::corrupt);
        QCOMPARE(opened.error().path, std::string("memoryKiB"));
    }

    void leavesTheFileWhenItCantBeWritten()
    {
        if (geteuid() == 0)
            QSKIP("the administrator may write everywhere");
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("s"));
        SealedFileStore store(path, m_random, m_cheap);
        OK(await(store.create(secret(passphrase))));
        QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner));
        FAILS(await(store.write(QStringLiteral("a"), secret("b"))), ErrorCode::io);
        FAILS(await(store.read(QStringLiteral("a"))), ErrorCode::secret_not_found);
        QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "test_secrets.moc"
