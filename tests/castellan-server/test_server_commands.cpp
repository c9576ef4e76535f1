// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// The real program's commands on a data folder.
#include "core/crypto/password.h"
#include "core/crypto/token.h"
#include "server/identity/security_policy.h"
#include "server/journal/journal.h"
#include "server/store/connection.h"
#include "server/store/tables/api_keys.h"
#include "server/store/tables/login_failures.h"
#include "server/store/tables/sessions.h"
#include "server/store/tables/settings.h"
#include "server/system_clock.h"
#include "tests/castellan-server/program_folder.h"
#include "tests/fixtures/rows.h"
#include "tests/server/store/data_folder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <fstream>
#include <future>

#include <unistd.h>

using namespace castellan;
using namespace castellan::test;
using store::Reader;
using store::Writer;

class TestServerCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f15InitMakesAPrivateFolderWithItsFirstAdministrator()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        QCOMPARE(modeOf(f.path()), 0700U);
        QCOMPARE(modeOf(f.path() + QStringLiteral("/castellan.key")), 0600U);
        QCOMPARE(modeOf(f.path() + QStringLiteral("/castellan.db")), 0600U);
        auto store = f.open();
        REQUIRE(store);
        auto user = (*store)->read([](Reader &r) { return store::users::findByUsername(r, "ann"); });
        REQUIRE(user);
        QVERIFY(*user && (*user)->admin && !(*user)->local);
        QVERIFY(verifyPassword(Secret(std::string_view(password.constData())), (*user)->passwordHash));
        store->reset();
        const auto rows = f.journal();
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows.front().event, std::string("platform.initialised"));
        QVERIFY(rows.front().actorKind == journal::ActorKind::host);
    }

    void f15InitNeverTouchesExistingData()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        const auto before = f.fingerprint();
        const auto again = f.init();
        QVERIFY(again.exit != 0);
        QVERIFY(again.err.contains("already"));
        QCOMPARE(f.fingerprint(), before);
    }

    void initLeavesNothingBehindWhenItRefuses()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init("short"), 2);
        REQUIRE_EXIT(f.init(""), 2);
        QVERIFY(!QFile::exists(f.path() + QStringLiteral("/castellan.key")));
        QVERIFY(!QFile::exists(f.path() + QStringLiteral("/castellan.db")));
        REQUIRE_EXIT(f.init(), 0);
    }

    void keysCanLieElsewhere()
    {
        ProgramFolder f;
        const auto made =
            f.run("init --data % --username ann --email ann@example.com --password-stdin --key-file ~/k", password);
        REQUIRE_EXIT(made, 0);
        QCOMPARE(modeOf(f.path(QStringLiteral("k"))), 0600U);
        QVERIFY(!QFile::exists(f.path() + QStringLiteral("/castellan.key")));
        REQUIRE_EXIT(f.run("verify --data % --key-file ~/k"), 0);
        REQUIRE_EXIT(f.run("verify --data %"), 4);
    }

    void aMissingKeyIsNeverMadeAnew()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        const QString key = f.path() + QStringLiteral("/castellan.key");
        QVERIFY(QFile::rename(key, key + QStringLiteral(".away")));
        for (const auto *command : {"verify --data %", "user list --data %", "user unlock --data % --username ann",
                                    "backup --data % --to ~/b", "serve --data % --listen 127.0.0.1:0"})
            REQUIRE_EXIT(f.run(command), 4);
        QVERIFY(f.init().exit != 0);
        QVERIFY(!QFile::exists(key));
        QVERIFY(QFile::rename(key + QStringLiteral(".away"), key));
        REQUIRE_EXIT(f.run("verify --data %"), 0);
    }

    void refusesKeysThatAreWrongOrOpenToOthers()
    {
        ProgramFolder f;
        ProgramFolder other;
        REQUIRE_EXIT(f.init(), 0);
        REQUIRE_EXIT(other.init(), 0);
        const QString key = f.path() + QStringLiteral("/castellan.key");
        QVERIFY(QFile::setPermissions(key, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        REQUIRE_EXIT(f.run("verify --data %"), 4);
        QVERIFY(QFile::remove(key));
        QVERIFY(QFile::copy(other.path() + QStringLiteral("/castellan.key"), key));
        REQUIRE_EXIT(f.run("verify --data %"), 4);
        REQUIRE_EXIT(f.run("user unlock --data % --username ann"), 4);
        QFile file(key);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no key");
        file.close();
        REQUIRE_EXIT(f.run("verify --data %"), 4);
    }

    void exitCodesTellWhatIsWrong()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        for (const auto *wrong :
             {"", "nonsense", "verify", "verify --data", "verify --data % --no-such", "verify x", "user",
              "user nonsense --data %", "user unlock --data %", "settings", "settings list", "settings reset --data %",
              "backup --data %", "restore --data %", "init --data % --username x",
              "init --data ~/n --username x --email x@example.com", "user reset-password --data % --username ann"})
            REQUIRE_EXIT(f.run(wrong), 2);
        REQUIRE_EXIT(f.run("--help"), 0);
        REQUIRE_EXIT(f.run("verify --help"), 0);
        REQUIRE_EXIT(f.run("user --help"), 0);
        QVERIFY(f.run("--version").out.startsWith("castellan-server "));
        REQUIRE_EXIT(f.run("verify --data ~/nowhere"), 1);
        REQUIRE_EXIT(f.run("user unlock --data % --username nobody"), 1);
        {
            auto store = f.open();
            REQUIRE(store);
            for (const auto *writes : {"user unlock --data % --username ann", "serve --data % --listen 127.0.0.1:0"}) {
                const auto busy = f.run(writes);
                REQUIRE_EXIT(busy, 3);
                QVERIFY2(busy.err.contains("the test, process"), busy.err.constData());
            }
            REQUIRE_EXIT(f.run("user list --data %"), 0);
            REQUIRE_EXIT(f.run("verify --data %"), 0);
        }
        auto connection =
            store::Connection::open(f.options().folder / "castellan.db", f.keys().database, store::OpenMode::readWrite);
        REQUIRE(connection);
        REQUIRE((*connection)->execute("PRAGMA user_version=99"));
        connection->reset();
        REQUIRE_EXIT(f.run("verify --data %"), 5);
        REQUIRE_EXIT(f.run("user unlock --data % --username ann"), 5);
    }

    void verifySaysWithWhatItCompared()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        const auto blind = f.run("verify --data % --save-checkpoint ~/cp");
        REQUIRE_EXIT(blind, 0);
        QVERIFY(blind.out.contains("compared with nothing outside"));
        const auto seen = f.run("verify --data % --checkpoint ~/cp");
        REQUIRE_EXIT(seen, 0);
        QVERIFY(!seen.out.contains("nothing outside"));
        QFile file(f.path(QStringLiteral("cp")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        auto text = file.readAll();
        text.replace("\"seq\":1", "\"seq\":2");
        file.resize(0);
        file.write(text);
        file.close();
        QVERIFY(f.run("verify --data % --checkpoint ~/cp").exit != 0);
        QVERIFY(f.run("verify --data % --checkpoint ~/missing").exit != 0);
    }

    void verifyReadsWhereNothingCanBeWritten()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        // A mount of its own, in a namespace that goes with the shell. Its path needs escaping in a URI.
        const auto mount = f.path(QStringLiteral("read only?50%#1"));
        QVERIFY(QDir().mkpath(mount));
        const auto verifyThere = [&] {
            QProcess shell;
            shell.start(QStringLiteral("unshare"),
                        {::geteuid() == 0 ? QStringLiteral("--mount") : QStringLiteral("-rm"), QStringLiteral("sh"),
                         QStringLiteral("-c"),
                         QStringLiteral("mount --bind \"$1\" \"$2\" && mount -o remount,ro,bind \"$2\" || exit 77; "
                                        "touch \"$2/x\" 2>/dev/null && exit 78; exec \"$3\" verify --data \"$2\""),
                         QStringLiteral("sh"), f.path(), mount, qEnvironmentVariable("CASTELLAN_SERVER")});
            if (!shell.waitForFinished(30'000))
                return Ran{};
            return Ran{shell.exitCode(), shell.readAllStandardOutput(), shell.readAllStandardError()};
        };
        const auto before = f.fingerprint();
        const auto whole = verifyThere();
        if (whole.exit == 77 || whole.err.startsWith("unshare: "))
            QSKIP("nothing can be mounted here");
        REQUIRE_EXIT(whole, 0);
        QVERIFY(whole.out.contains("rows of the journal are as they were written"));
        QVERIFY(f.fingerprint() == before);

        // A log that a crash left behind holds rows that are not in the file: never left out in silence.
        {
            auto store = f.open();
            QVERIFY(store.has_value());
            const auto written = (*store)->write([](Writer &writer) -> Result<bool> {
                if (auto ok = store::settings::set(writer, "test", "x"); !ok)
                    return fail(std::move(ok).error());
                return true;
            });
            QVERIFY(written.has_value());
            const auto copy = f.path(QStringLiteral("copy"));
            QVERIFY(QDir().mkpath(copy));
            for (const auto *name : {"castellan.db", "castellan.db-wal"})
                QVERIFY(QFile::copy(f.path() + QLatin1Char('/') + QLatin1String(name),
                                    copy + QLatin1Char('/') + QLatin1String(name)));
        }
        for (const auto *name : {"castellan.db", "castellan.db-wal"}) {
            const QString target = f.path() + QLatin1Char('/') + QLatin1String(name);
            QFile::remove(target);
            QVERIFY(QFile::rename(f.path(QStringLiteral("copy")) + QLatin1Char('/') + QLatin1String(name), target));
        }
        QVERIFY(QFileInfo(f.path() + QStringLiteral("/castellan.db-wal")).size() > 0);
        const auto refused = verifyThere();
        REQUIRE_EXIT(refused, 1);
        QVERIFY(refused.err.contains("was not written back"));
        QVERIFY(refused.err.contains("Copy the folder"));
        // Where it can be written, the same folder verifies, log and all.
        REQUIRE_EXIT(f.run("verify --data %"), 0);
    }

    void usersAreRescuedByTheHost()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        {
            auto store = f.open();
            REQUIRE(store);
            REQUIRE((*store)->write([](Writer &w) -> Result<void> {
                auto user = store::users::find(w, UserId(1));
                if (!user)
                    return fail(user.error());
                (*user)->lockedUntil = w.now() + std::chrono::hours(1);
                if (auto ok = store::users::update(w, **user); !ok)
                    return ok;
                store::LoginFailures failures{UserId(1), "", 100, w.now(), w.now(), w.now() + std::chrono::hours(1)};
                if (auto ok = store::login_failures::save(w, failures); !ok)
                    return ok;
                store::NewSession session{.user = UserId(1)};
                session.expiresAt = session.idleAt = w.now() + std::chrono::hours(1);
                return store::sessions::insert(w, session).map([](const auto &) {});
            }));
        }
        const auto listed = f.run("user list --data %");
        REQUIRE_EXIT(listed, 0);
        QVERIFY2(listed.out.contains("ann@example.com") && listed.out.contains("locked"), listed.out.constData());
        REQUIRE_EXIT(f.run("user unlock --data % --username ANN@example.com"), 0);
        QVERIFY(!f.run("user list --data %").out.contains("locked"));
        REQUIRE_EXIT(f.run("user reset-password --data % --username ann --password-stdin", "short"), 2);
        const auto reset =
            f.run("user reset-password --data % --username ann --password-stdin", "another-Horse-battery-7y\n");
        REQUIRE_EXIT(reset, 0);
        QVERIFY2(reset.out.contains("1 sessions ended"), reset.out.constData());
        const auto mfa = f.run("user reset-mfa --data % --username ann");
        REQUIRE_EXIT(mfa, 0);
        QVERIFY(mfa.out.contains("no second factor"));
        {
            auto store = f.open();
            REQUIRE(store);
            auto user = (*store)->read([](Reader &r) { return store::users::find(r, UserId(1)); });
            REQUIRE(user);
            QVERIFY((*user)->passwordExpired && !(*user)->lockedUntil);
            QVERIFY(verifyPassword(Secret(std::string_view("another-Horse-battery-7y")), (*user)->passwordHash));
        }
        const auto rows = f.journal();
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(rows[1].event, std::string("account.unlocked"));
        QCOMPARE(rows[2].event, std::string("users.reset-password"));
        for (const auto &row : rows) {
            QVERIFY(row.actorKind == journal::ActorKind::host);
            QVERIFY(row.body.find("Horse") == std::string::npos);
        }
        REQUIRE_EXIT(f.run("verify --data %"), 0);
    }

    /// As with `endTokens` in `POST /users/:id/reset-password`.
    void aPasswordResetByTheHostEndsTokensOnlyIfAsked_data() { addBoolRows("asked", "--end-tokens", "tokens kept"); }
    void aPasswordResetByTheHostEndsTokensOnlyIfAsked()
    {
        QFETCH(bool, asked);
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        {
            auto store = f.open();
            REQUIRE(store);
            REQUIRE((*store)->write([](Writer &w) -> Result<void> {
                const auto insert = [&w](store::KeyOwner owner, const char *name, std::optional<Instant> until) {
                    store::NewApiKey token{.owner = owner};
                    token.name = name;
                    token.tokenHash = sha256(bytesOf(std::string_view(name)));
                    token.expiresAt = until;
                    return store::api_keys::insert(w, token).map([](const auto &) {});
                };
                store::NewUser bob;
                bob.username = "bob";
                const auto other = store::users::insert(w, std::move(bob));
                if (!other)
                    return fail(other.error());
                for (const auto &done :
                     {insert(UserId(1), "ci", {}), insert(UserId(1), "night", w.now() + std::chrono::hours(1)),
                      insert(UserId(1), "expired", w.now() - std::chrono::hours(1)), insert(other->id, "bob's", {}),
                      insert(store::PlatformOwner(), "service", {})})
                    if (!done)
                        return done;
                return {};
            }));
        }
        const char *const command = asked ? "user reset-password --data % --username ann --password-stdin --end-tokens"
                                          : "user reset-password --data % --username ann --password-stdin";
        const auto reset = f.run(command, "another-Horse-battery-7y\n");
        REQUIRE_EXIT(reset, 0);
        QCOMPARE(reset.out.contains("0 sessions and 3 access tokens ended."), asked);
        QCOMPARE(reset.out.contains("2 access tokens of this user are still valid. To end them, say --end-tokens."),
                 !asked);
        const auto row = f.journal().back();
        QCOMPARE(row.event, std::string("users.reset-password"));
        QVERIFY(row.actorKind == journal::ActorKind::host);
        QVERIFY(row.body.find("\"sessionsEnded\":0") != std::string::npos);
        QCOMPARE(row.body.find("\"tokensEnded\":3") != std::string::npos, asked);
        {
            auto store = f.open();
            REQUIRE(store);
            const auto left = [&](UserId user) {
                const auto tokens = (*store)->read([&](Reader &r) { return store::api_keys::ofUser(r, user); });
                return tokens ? int(tokens->size()) : -1;
            };
            QCOMPARE(left(UserId(1)), asked ? 0 : 3);
            QCOMPARE(left(UserId(2)), 1);
            const auto services = (*store)->read([](Reader &r) { return store::api_keys::allServices(r); });
            REQUIRE(services);
            QCOMPARE(services->size(), std::size_t(1));
        }
        REQUIRE_EXIT(f.run("verify --data %"), 0);
    }

    void aPersonIsErasedByTheHostOnlyIfMeant()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        {
            auto store = f.open();
            REQUIRE(store);
            REQUIRE((*store)->write([](Writer &w) {
                store::NewUser bob;
                bob.username = "bob";
                bob.name = "Robert Canary";
                return store::users::insert(w, std::move(bob));
            }));
        }
        REQUIRE_EXIT(f.run("user erase --data % --username bob"), 2);
        const auto erased = f.run("user erase --data % --username bob --yes");
        REQUIRE_EXIT(erased, 0);
        QVERIFY2(erased.out.contains("The account is deleted"), erased.out.constData());
        QVERIFY(!f.run("user list --data %").out.contains("bob"));
        const auto rows = f.journal();
        QCOMPARE(rows.back().event, std::string("platform.person-erased"));
        QVERIFY(rows.back().actorKind == journal::ActorKind::host);
        REQUIRE_EXIT(f.run("verify --data %"), 0);
    }

    void f138SettingsThatLockEverybodyOutAreResetByTheHost()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        {
            auto store = f.open();
            REQUIRE(store);
            SecuritySettings strict;
            strict.network.allowedAddresses = {"203.0.113.7"};
            strict.limits.login.burst = 1;
            identity::SecurityPolicy policy;
            REQUIRE((*store)->write([&](Writer &w) { return policy.set(w, strict); }));
            // Commands that write refuse a folder in use; reading is possible all the same.
            REQUIRE_EXIT(f.run("settings reset network.allowedAddresses --data %"), 3);
            const auto listed = f.run("settings list --data %");
            REQUIRE_EXIT(listed, 0);
            QVERIFY2(listed.out.contains("[\"203.0.113.7\"]   (default [])"), listed.out.constData());
        }
        const auto before = f.journal().size();
        REQUIRE_EXIT(f.run("settings reset network.nonsense --data %"), 2);
        REQUIRE_EXIT(f.run("settings reset --data %"), 2);
        const auto reset = f.run("settings reset network.allowedAddresses session.idleMinutes --data %");
        REQUIRE_EXIT(reset, 0);
        QVERIFY2(reset.out.contains("network.allowedAddresses has its default again"), reset.out.constData());
        QVERIFY2(reset.out.contains("session.idleMinutes had its default"), reset.out.constData());
        const auto listed = f.run("settings list --data %");
        QVERIFY(!listed.out.contains("203.0.113.7"));
        QVERIFY2(listed.out.contains("(default 5)"), listed.out.constData());  // what wasn't asked for stays
        const auto rows = f.journal();
        QCOMPARE(rows.size(), before + 1);
        QCOMPARE(rows.back().event, std::string("platform.settings.updated"));
        QVERIFY(rows.back().actorKind == journal::ActorKind::host);
        QVERIFY2(rows.back().body.find("203.0.113.7") != std::string::npos, rows.back().body.c_str());
        // Once more, and there is nothing to write.
        REQUIRE_EXIT(f.run("settings reset network.allowedAddresses --data %"), 0);
        QCOMPARE(f.journal().size(), before + 1);
        REQUIRE_EXIT(f.run("verify --data %"), 0);
    }

    void f125NamesAreNeverReadAsCommands()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        const QString canary = f.path(QStringLiteral("canary"));
        const QString name = f.path(QStringLiteral("; touch canary $(touch canary) `touch canary` | touch canary"));
        REQUIRE_EXIT(
            f.run({QStringLiteral("backup"), QStringLiteral("--data"), f.path(), QStringLiteral("--to"), name}), 0);
        QVERIFY(QFile::exists(name));
        QVERIFY(!QFile::exists(canary) && !QFile::exists(QStringLiteral("canary")));
    }

    void everyCommandTakesNamesBeyondAscii()
    {
        const ProgramFolder f;
        const QString data = f.path(QStringLiteral("gr\u00f6\u00dfe \u6570\u636e"));
        const QString key = f.path(QStringLiteral("schl\u00fcssel"));
        const QString backup = f.path(QStringLiteral("sicherung-\u9375.db"));
        const auto run = [&](QStringList words, const QByteArray &input = {}) {
            words << QStringLiteral("--data") << data << QStringLiteral("--key-file") << key;
            return f.run(words, input);
        };
        const auto init =
            QStringLiteral("init --username ann --email ann@example.com --password-stdin").split(QLatin1Char(' '));
        REQUIRE_EXIT(run(init, password), 0);
        QVERIFY(QFile::exists(data + QStringLiteral("/castellan.db")));
        QVERIFY(QFile::exists(key));
        const auto again = run(init, password);
        QVERIFY2(again.exit != 0 && again.err.contains(data.toUtf8()), again.err.constData());
        const auto made = run({QStringLiteral("backup"), QStringLiteral("--to"), backup});
        REQUIRE_EXIT(made, 0);
        QVERIFY2(made.out.contains(backup.toUtf8()), made.out.constData());
        QVERIFY(QFile::exists(backup));
        REQUIRE_EXIT(run({QStringLiteral("restore"), QStringLiteral("--from"), backup}), 0);
        REQUIRE_EXIT(run({QStringLiteral("verify")}), 0);
    }

    void restoreBeginsANewHistoryAndEndsSessions_data() { addBoolRows("keep", "tokens kept", "tokens expire"); }
    void restoreBeginsANewHistoryAndEndsSessions()
    {
        QFETCH(bool, keep);
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        std::uint64_t epoch = 0;
        {
            auto store = f.open();
            REQUIRE(store);
            auto journal = journal::Journal::open(**store);
            REQUIRE(journal);
            epoch = (*journal)->head().epoch;
            REQUIRE((*store)->write([&](Writer &w) -> Result<void> {
                store::NewSession session{.user = UserId(1)};
                session.expiresAt = session.idleAt = w.now() + std::chrono::hours(1);
                if (auto ok = store::sessions::insert(w, session); !ok)
                    return fail(ok.error());
                store::NewApiKey token{.owner = UserId(1)};
                token.name = "ci";
                return store::api_keys::insert(w, token).map([](const auto &) {});
            }));
        }
        REQUIRE_EXIT(f.run("backup --data % --to ~/b.db"), 0);
        QCOMPARE(modeOf(f.path(QStringLiteral("b.db"))), 0600U);
        QVERIFY(f.run("backup --data % --to ~/b.db").exit != 0);
        REQUIRE_EXIT(f.run("user unlock --data % --username ann"), 0);
        {
            auto store = f.open();
            REQUIRE(store);
            REQUIRE_EXIT(f.run("restore --data % --from ~/b.db"), 3);
        }
        const auto restored =
            f.run(keep ? "restore --data % --from ~/b.db --keep-tokens" : "restore --data % --from ~/b.db");
        REQUIRE_EXIT(restored, 0);
        QVERIFY2(restored.out.contains("1 sessions ended"), restored.out.constData());
        REQUIRE_EXIT(f.run("verify --data %"), 0);
        {
            auto store = f.open();
            REQUIRE(store);
            auto journal = journal::Journal::open(**store);
            REQUIRE(journal);
            QVERIFY((*journal)->head().epoch != epoch);
            auto sessions = (*store)->read([](Reader &r) { return store::sessions::all(r); });
            REQUIRE(sessions);
            QVERIFY(sessions->empty());
            auto tokens = (*store)->read([](Reader &r) { return store::api_keys::ofUser(r, UserId(1)); });
            REQUIRE(tokens);
            QCOMPARE(tokens->size(), std::size_t(1));
            QCOMPARE(tokens->front().expiresAt.has_value(), !keep);
        }
        const auto rows = f.journal();
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].epoch, epoch);
        QCOMPARE(rows[1].event, std::string("platform.restored"));
        QVERIFY(rows[1].epoch != epoch);
        QVERIFY(!QDir(f.path()).entryList({QStringLiteral("castellan.db.replaced-*")}).isEmpty());
    }

    void restoreNeverOverwritesWhatItKeeps()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        REQUIRE_EXIT(f.run("backup --data % --to ~/b.db"), 0);
        constexpr int times = 4;  // several of them within one second
        for (int i = 0; i < times; ++i)
            REQUIRE_EXIT(f.run("restore --data % --from ~/b.db"), 0);
        const auto kept = QDir(f.path()).entryList({QStringLiteral("castellan.db.replaced-*")});
        QCOMPARE(kept.filter(QRegularExpression(QStringLiteral("^castellan\\.db\\.replaced-[0-9]+(-[0-9]+)?$"))).size(),
                 times);
    }

    void restoreRefusesWhatIsDamagedAndLeavesTheFolderAsItWas()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        REQUIRE_EXIT(f.run("backup --data % --to ~/b.db"), 0);
        QFile backup(f.path(QStringLiteral("b.db")));
        QVERIFY(backup.open(QIODevice::ReadWrite));
        QVERIFY(backup.seek(4096 * 3 + 100));
        backup.write("x");
        backup.close();
        const auto before = f.fingerprint();
        const auto refused = f.run("restore --data % --from ~/b.db");
        REQUIRE_EXIT(refused, 1);
        QVERIFY2(refused.err.contains("Page 4"), refused.err.constData());
        REQUIRE_EXIT(f.run("restore --data % --from ~/missing.db"), 1);
        QCOMPARE(f.fingerprint(), before);
        REQUIRE_EXIT(f.run("verify --data %"), 0);
    }

    void aBackupMadeUnderLoadVerifiesElsewhere()
    {
        ProgramFolder f;
        REQUIRE_EXIT(f.init(), 0);
        auto store = f.open();
        REQUIRE(store);
        auto journal = journal::Journal::open(**store);
        REQUIRE(journal);
        std::atomic<bool> stop = false;
        std::atomic<std::int64_t> written = 0;
        auto load = std::async(std::launch::async, [&] {
            while (!stop)
                if ((*store)->write([&](Writer &w) { return (*journal)->append(w, entry(Event::account_login, 1)); }))
                    ++written;
        });
        QTRY_VERIFY(written > 50);
        const auto made = f.run("backup --data % --to ~/b.db");
        stop = true;
        load.wait();
        REQUIRE_EXIT(made, 0);
        QVERIFY(QFile::exists(f.path(QStringLiteral("b.db"))));
        const auto noFolder = f.run("restore --data ~/elsewhere --from ~/b.db");
        REQUIRE_EXIT(noFolder, 1);
        QVERIFY2(noFolder.err.contains("elsewhere"), noFolder.err.constData());
        QVERIFY(!QFileInfo::exists(f.path(QStringLiteral("elsewhere"))));
        QVERIFY(QDir().mkdir(f.path(QStringLiteral("elsewhere"))));
        const auto noKeys = f.run("restore --data ~/elsewhere --from ~/b.db");
        REQUIRE_EXIT(noKeys, 4);
        QVERIFY2(noKeys.err.contains("castellan.key"), noKeys.err.constData());
        const auto restored = f.run("restore --data ~/elsewhere --from ~/b.db --key-file %/castellan.key");
        REQUIRE_EXIT(restored, 0);
        REQUIRE_EXIT(f.run("verify --data ~/elsewhere --key-file %/castellan.key"), 0);
    }
};

QTEST_GUILESS_MAIN(TestServerCommands)
#include "test_server_commands.moc"
