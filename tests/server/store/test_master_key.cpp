// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Values sealed under the master key: their classes, and the rotation of the key.
#include "core/crypto/ed25519.h"
#include "server/operations/rotate.h"
#include "server/store/connection.h"
#include "server/store/sealed.h"
#include "server/store/sealed_rows.h"
#include "server/store/tables/signing_keys.h"
#include "tests/server/store/data_folder.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <set>

using namespace castellan;
using namespace castellan::test;
using store::Reader;
using store::SealedClass;
using store::Writer;

namespace {

constexpr auto classes = std::to_array({SealedClass::check, SealedClass::signing, SealedClass::totp});

/// A data folder made by the program, with enough sealed texts to kill a rotation half-way.
struct Sealed {
    static constexpr int texts = 3000;
    DataFolder folder;
    QString keyFile = folder.dir.filePath(QStringLiteral("castellan.key"));

    struct Ran {
        int exit = -1;
        QByteArray text;
    };
    static Ran run(const QStringList &arguments, const QByteArray &input = {}, int killAfterMicros = -1)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(qEnvironmentVariable("CASTELLAN_SERVER"), arguments);
        process.write(input);
        process.closeWriteChannel();
        if (killAfterMicros >= 0 && process.waitForStarted()) {
            QElapsedTimer timer;
            timer.start();
            while (timer.nsecsElapsed() / 1000 < killAfterMicros && !process.waitForFinished(1)) {
            }
            process.kill();
        }
        process.waitForFinished(60'000);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -SIGKILL, process.readAll()};
    }
    [[nodiscard]] QStringList with(const QString &command) const
    {
        return {command, QStringLiteral("--data"), QString::fromStdString(folder.path().string()),
                QStringLiteral("--key-file"), keyFile};
    }
    Ran init()
    {
        return run(with(QStringLiteral("init")) +
                       QStringList{QStringLiteral("--username"), QStringLiteral("ann"), QStringLiteral("--email"),
                                   QStringLiteral("ann@example.com"), QStringLiteral("--password-stdin")},
                   "correct-Horse-battery-9x\n");
    }
    Ran rotate(int killAfterMicros = -1) { return run(with(QStringLiteral("rotate-master-key")), {}, killAfterMicros); }
    /// Lines of the key file after its heading.
    [[nodiscard]] QList<QByteArray> lines() const
    {
        QFile file(keyFile);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        auto lines = file.readAll().trimmed().split('\n');
        lines.removeFirst();
        return lines;
    }
    bool takeKeys()
    {
        const auto key = [&](int line) {
            const auto bytes = QByteArray::fromBase64(lines().value(line), QByteArray::Base64UrlEncoding);
            return Secret(std::string_view(bytes.constData(), std::size_t(bytes.size())));
        };
        folder.keys = {key(0), key(1)};
        if (lines().size() == 3)
            folder.keys.oldMaster = key(2);
        return lines().size() >= 2;
    }
    /// Fills in keys to sign with, each sealed as the server seals its own.
    Result<void> fill()
    {
        auto store = folder.open();
        if (!store)
            return fail(std::move(store).error());
        const auto sealer = (*store)->sealer(SealedClass::signing);
        return (*store)->write([&](Writer &writer) -> Result<void> {
            for (int i = 0; i < texts; ++i) {
                Secret secret(ed25519::keySize);
                writer.random().fill(secret.writable());
                const auto publicKey = ed25519::publicKey(secret).value();
                if (auto ok =
                        store::signing_keys::insert(writer, publicKey, sealer.seal(secret, publicKey, writer.random()));
                    !ok)
                    return fail(std::move(ok).error());
            }
            return {};
        });
    }
    /// Number of sealed texts per key; every one must open, under its own class.
    Result<std::map<std::uint32_t, int>> readAll()
    {
        auto store = folder.open();
        if (!store)
            return fail(std::move(store).error());
        const auto sealer = (*store)->sealer(SealedClass::signing);
        return (*store)->read([&](Reader &reader) -> Result<std::map<std::uint32_t, int>> {
            std::map<std::uint32_t, int> out;
            auto query = reader.connection().query("SELECT sealed, public FROM signing_keys");
            for (auto row = query.next(); row && *row; row = query.next()) {
                const auto sealed = query.blob(0);
                const auto opened = sealer.open(sealed, query.blob(1));
                if (!opened)
                    return fail(opened.error());
                if (ed25519::publicKey(*opened).value_or("") != query.blob(1))
                    return fail(ErrorCode::corrupt, "a key that is not the one of its row");
                std::uint32_t id = 0;
                for (std::size_t i = 1; i < 5; ++i)
                    id = (id << 8U) | std::uint8_t(sealed[i]);
                ++out[id];
            }
            return out;
        });
    }
    Result<std::int64_t> rotationsJournalled()
    {
        auto store = folder.open();
        if (!store)
            return fail(std::move(store).error());
        return (*store)->read([](Reader &reader) -> Result<std::int64_t> {
            auto query =
                reader.connection().query("SELECT count(*) FROM journal WHERE event='platform.master-key-rotated'");
            auto row = query.next();
            return row && *row ? Result<std::int64_t>(query.integer(0)) : fail(ErrorCode::corrupt, "");
        });
    }
};

}  // namespace

class TestMasterKey : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyClassButTheCheckHasItsColumn()
    {
        for (const auto kind : classes) {
            const bool kept = std::ranges::count(store::sealedColumns(), kind, &store::SealedColumn::kind) > 0;
            QCOMPARE(kept, kind != SealedClass::check);
        }
    }

    void f152EachClassOpensWithItsOwnKeyOnly()
    {
        DataFolder folder;
        for (const auto sealing : classes) {
            const auto sealed =
                sealerFor(sealing, folder.keys).seal(Secret(std::string_view("text")), "row 1", folder.random);
            for (const auto opening : classes) {
                const auto opened = sealerFor(opening, folder.keys).open(sealed, "row 1");
                QCOMPARE(opened.has_value(), sealing == opening);
                if (!opened)
                    QCOMPARE(opened.error().code, ErrorCode::key_wrong);
            }
            QVERIFY(!sealerFor(sealing, folder.keys).open(sealed, "row 2"));
        }
    }

    void f152ATextOfOneClassDoesNotOpenInAColumnOfAnother()
    {
        DataFolder folder;
        REQUIRE(folder.create());
        auto store = folder.open();
        REQUIRE(store);
        const Secret secret{std::string_view("JBSWY3DPEHPK3PXP")};
        const auto asTotp = (*store)->sealer(SealedClass::totp).seal(secret, "public", folder.random);
        REQUIRE((*store)->write([&](Writer &writer) -> Result<void> {
            auto made = store::signing_keys::insert(writer, "public", asTotp);
            return made ? Result<void>() : fail(std::move(made).error());
        }));
        auto stored = (*store)->read([](Reader &reader) { return store::signing_keys::newest(reader); });
        REQUIRE(stored);
        QVERIFY(!(*store)->sealer(SealedClass::signing).open((**stored).sealed, "public"));
        QVERIFY((*store)->sealer(SealedClass::totp).open((**stored).sealed, "public").has_value());
    }

    void f150RefusesAnotherMasterKey()
    {
        DataFolder folder;
        REQUIRE(folder.create());
        REQUIRE(folder.open());
        folder.keys.master.writable()[0] ^= std::byte(1);
        const auto opened = folder.open();
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::key_wrong);
        QVERIFY(opened.error().message.find("master key") != std::string::npos);
        QVERIFY(!store::Store::openToRead(folder.options(), folder.keys, folder.clock, folder.random, folder.log));
    }

    void everySealedColumnIsFoundByARotation()
    {
        DataFolder folder;
        REQUIRE(folder.create());
        auto store = folder.open();
        REQUIRE(store);
        auto tables = (*store)->read([](Reader &reader) -> Result<std::set<std::string>> {
            auto query = reader.connection().query(
                "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type='table' AND"
                " c.name LIKE '%sealed%'");
            std::set<std::string> out;
            for (auto row = query.next(); row && *row; row = query.next())
                out.insert(query.text(0));
            return out;
        });
        REQUIRE(tables);
        std::set<std::string> known;
        for (const auto &column : store::sealedColumns())
            known.insert(std::string(column.table));
        QVERIFY(!tables->empty());
        QVERIFY(*tables == known);
    }

    void f163ChangesTheKeyOfEverything()
    {
        Sealed sealed;
        const auto made = sealed.init();
        QVERIFY2(made.exit == 0, made.text.constData());
        QVERIFY(sealed.takeKeys());
        REQUIRE(sealed.fill());
        const auto before = sealed.lines();
        const auto beforeIds = sealed.readAll();
        REQUIRE(beforeIds);
        QCOMPARE(beforeIds->size(), std::size_t(1));
        const auto oldId = beforeIds->begin()->first;

        const auto ran = sealed.rotate();
        QVERIFY2(ran.exit == 0, ran.text.constData());
        const auto after = sealed.lines();
        QCOMPARE(after.size(), 2);
        QCOMPARE(after[0], before[0]);
        QVERIFY(after[1] != before[1]);
        QCOMPARE(QFile::permissions(sealed.keyFile) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        // The previous keys must not open it any more.
        const auto old = sealed.folder.open();
        QVERIFY(!old);
        QCOMPARE(old.error().code, ErrorCode::key_wrong);
        QVERIFY(sealed.takeKeys());
        const auto ids = sealed.readAll();
        REQUIRE(ids);
        QCOMPARE(ids->size(), std::size_t(1));
        QVERIFY(!ids->contains(oldId));
        QVERIFY(ids->begin()->second >= Sealed::texts);
        QCOMPARE(sealed.rotationsJournalled().value_or(-1), std::int64_t(1));
        QCOMPARE(Sealed::run(sealed.with(QStringLiteral("verify"))).exit, 0);
    }

    /// Ended at any moment, everything opens with the keys that are in the file, and the next run goes on.
    void f163SurvivesBeingKilledAnywhere()
    {
        Sealed sealed;
        QCOMPARE(sealed.init().exit, 0);
        QVERIFY(sealed.takeKeys());
        REQUIRE(sealed.fill());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(sealed.rotate().exit, 0);
        const auto whole = int(timer.nsecsElapsed() / 1000);
        int killed = 0;
        int inTheMiddle = 0;
        for (int round = 0; round < 25; ++round) {
            const auto ran = sealed.rotate(QRandomGenerator::global()->bounded(whole));
            killed += ran.exit == -SIGKILL ? 1 : 0;
            QVERIFY2(ran.exit == -SIGKILL || ran.exit == 0, ran.text.constData());
            QVERIFY(sealed.takeKeys());
            inTheMiddle += sealed.lines().size() == 3 ? 1 : 0;
            const auto ids = sealed.readAll();
            REQUIRE(ids);
            int count = 0;
            for (const auto &[id, texts] : *ids)
                count += texts;
            QVERIFY(count >= Sealed::texts);
        }
        QVERIFY2(killed > 0, "no run was killed");
        QVERIFY2(inTheMiddle > 0, "no run was killed in the middle");
        const auto last = sealed.rotate();
        QVERIFY2(last.exit == 0, last.text.constData());
        QCOMPARE(sealed.lines().size(), 2);
        QVERIFY(sealed.takeKeys());
        const auto ids = sealed.readAll();
        REQUIRE(ids);
        QCOMPARE(ids->size(), std::size_t(1));
        QCOMPARE(ids->begin()->first, sealingKeyId(sealed.folder.keys.master));
        QCOMPARE(Sealed::run(sealed.with(QStringLiteral("verify"))).exit, 0);
    }

    void f163IsRefusedWhileTheFolderIsInUse()
    {
        Sealed sealed;
        QCOMPARE(sealed.init().exit, 0);
        QVERIFY(sealed.takeKeys());
        const auto before = sealed.lines();
        const auto open = sealed.folder.open();
        REQUIRE(open);
        QCOMPARE(sealed.rotate().exit, 3);
        QCOMPARE(sealed.lines(), before);
    }
};

QTEST_GUILESS_MAIN(TestMasterKey)
#include "test_master_key.moc"
