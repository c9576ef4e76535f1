// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Data from before: databases of every older schema, and backups that don't know what was used up since.
#include "core/crypto/totp.h"
#include "core/role.h"
#include "server/identity/second_factor.h"
#include "server/journal/verification.h"
#include "server/operations/restore.h"
#include "server/store/connection.h"
#include "server/store/meta.h"
#include "server/store/migrations/migrate.h"
#include "server/store/tables/api_keys.h"
#include "server/store/tables/members.h"
#include "server/store/tables/sessions.h"
#include "tests/server/store/data_folder.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using store::Reader;
using store::Writer;

namespace {

constexpr const char *rowsOfTheFirstSchema = R"sql(
INSERT INTO users (username, email, name, password_hash, admin, created_at, updated_at)
    VALUES ('ann', 'ann@example.com', 'Ann', '$argon2id$x', 1, 1000, 2000), ('bob', 'bob@example.com', 'Bob', '', 0, 1, 1);
DELETE FROM users WHERE username='bob';
INSERT INTO teams (name, slug, type, created_at, updated_at) VALUES ('Line', 'line', 1, 1000, 1000);
INSERT INTO members (team, user, role, since) VALUES (1, 1, 50, 1000);
INSERT INTO login_failures (user, prefix, count, first_at, last_at) VALUES (1, '192.0.2.1', 3, 1000, 1000);
INSERT INTO settings (key, value) VALUES ('kept', '{"a":1}');
INSERT INTO sessions (user, token_hash, kind, csrf, address, client, created_at, last_used_at, expires_at, idle_at,
        stepped_up_at)
    VALUES (1, x'1111111111111111111111111111111111111111111111111111111111111111', 0, 'c', '192.0.2.1', 'test', 1000,
        1000, 9000000000000000, 9000000000000000, 1000);
)sql";

constexpr const char *tokensBeforeTheFourth = R"sql(
INSERT INTO access_tokens (user, name, token_hash, prefix, last_four, scope, read_only, admin_opt_in, created_at)
    VALUES (1, 'ci', x'3333333333333333333333333333333333333333333333333333333333333333', 'ffpat', 'bbbb', '', 1, 1, 1000),
        (1, 'gone', x'2222222222222222222222222222222222222222222222222222222222222222', 'ffpat', 'aaaa', '', 0, 0, 1000);
DELETE FROM access_tokens WHERE name='gone';
)sql";

constexpr const char *factorSinceTheThird = R"sql(
INSERT INTO second_factors (user, sealed, enrolled_at, last_step, backup_salt, backup_memory, backup_passes)
    VALUES (1, x'00', 1000, 77, x'01', 1024, 1);
)sql";

/// A database as a program of that schema left it.
Result<void> writeOld(DataFolder &folder, std::int64_t schema)
{
    std::filesystem::create_directory(folder.path());
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
    auto connection = store::Connection::open(folder.file(), folder.keys.database, store::OpenMode::create);
    if (!connection)
        return fail(connection.error());
    auto &db = **connection;
    const auto steps = store::migrations().first(std::size_t(schema));
    auto ok = store::migrate(db, steps, [](std::int64_t) { return Result<void>(); });
    if (ok)
        ok = store::seed(db, folder.random, folder.clock.now());
    if (ok)
        ok = db.execute(rowsOfTheFirstSchema);
    if (ok && schema < 4)
        ok = db.execute(tokensBeforeTheFourth);
    if (ok && schema >= 3)
        ok = db.execute(factorSinceTheThird);
    return ok;
}

/// Everything that a database is made of, as text.
Result<std::string> shapeOf(store::Connection &connection)
{
    std::string out;
    auto query = connection.query("SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name");
    for (;;) {
        auto row = query.next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return out;
        out += query.text(0) + ' ' + query.text(1) + ' ' + query.text(2) + '\n';
    }
}

Digest digestOf(std::byte byte)
{
    Digest out;
    out.fill(byte);
    return out;
}

class TestOlderData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOlderSchemaOpensWithAllItsRows_data()
    {
        QTest::addColumn<int>("schema");
        for (const auto &step : store::migrations())
            if (step.to < store::migrations().back().to)
                QTest::addRow("schema %d", int(step.to)) << int(step.to);
    }

    void anOlderSchemaOpensWithAllItsRows()
    {
        QFETCH(int, schema);
        DataFolder folder;
        REQUIRE(writeOld(folder, schema));
        {
            auto opened = folder.open();
            REQUIRE(opened);
            auto &store = **opened;
            auto journal = journal::Journal::open(store);
            REQUIRE(journal);
            const auto seen = store.read([&](Reader &r) -> Result<bool> {
                const auto user = store::users::find(r, UserId(1));
                const auto team = store::members::roleOf(r, TeamId(1), UserId(1));
                const auto session = store::sessions::findByToken(r, digestOf(std::byte{0x11}));
                const bool good = user && *user && (*user)->username == "ann" && (*user)->admin &&
                                  (*user)->secondFactor == (schema >= 3) && team && *team == Role::owner && session &&
                                  *session && (*session)->user == UserId(1) && !(*session)->secondFactor;
                const auto key = store::api_keys::findByToken(r, digestOf(std::byte{0x33}));
                if (!good || !key)
                    return false;
                if (schema >= 4)
                    return !*key;
                return *key && (*key)->id == KeyId(1) && (*key)->user() == UserId(1) && (*key)->name == "ci" &&
                       (*key)->readOnly && (*key)->enabled && !(*key)->limited && !(*key)->isService();
            });
            QVERIFY2(seen && *seen, said(seen).c_str());
            // It works on: ids of who is gone aren't given again, and what is written is audited.
            const auto written = store.write([&](Writer &w) -> Result<std::int64_t> {
                auto user = store::users::insert(w, person("carl"));
                if (!user)
                    return fail(user.error());
                store::NewApiKey key{.owner = UserId(1)};
                key.name = "new";
                key.tokenHash = digestOf(std::byte{0x44});
                auto made = store::api_keys::insert(w, key);
                if (!made)
                    return fail(made.error());
                if (auto ok = (*journal)->append(w, entry(Event::users_created_user, user->id)); !ok)
                    return fail(ok.error());
                return user->id.number() * 100 + made->id.number();
            });
            REQUIRE(written);
            QCOMPARE(*written, std::int64_t(schema < 4 ? 303 : 301));
            const auto report = store.read([](Reader &r) { return journal::verifyJournal(r, std::nullopt); });
            QVERIFY(report && report->good() && report->rows == 1);
        }
        // The old database is kept beside it, unchanged.
        auto before = store::Connection::open(folder.file().string() + ".schema-" + std::to_string(schema),
                                              folder.keys.database, store::OpenMode::readOnly);
        REQUIRE(before);
        QCOMPARE(*store::schemaOf(**before), std::int64_t(schema));
        // The tables are those of a new database.
        DataFolder fresh;
        REQUIRE(fresh.create());
        auto one = store::Connection::open(folder.file(), folder.keys.database, store::OpenMode::readWrite);
        auto two = store::Connection::open(fresh.file(), fresh.keys.database, store::OpenMode::readWrite);
        REQUIRE(one);
        REQUIRE(two);
        const auto shape = shapeOf(**one);
        REQUIRE(shape);
        QCOMPARE(*shape, *shapeOf(**two));
        QVERIFY(shape->find("access_keys") != std::string::npos);
    }

    /// Addresses that earlier versions told apart, by the case of a letter beyond ASCII, are one address today.
    void twoAccountsWhoseAddressesBecomeEqualAreBothKept()
    {
        DataFolder folder;
        REQUIRE(writeOld(folder, 4));
        {
            auto old = store::Connection::open(folder.file(), folder.keys.database, store::OpenMode::readWrite);
            REQUIRE(old);
            REQUIRE(
                (*old)->execute("INSERT INTO users (username, email, name, created_at, updated_at) VALUES"
                                " ('one', 'jürgen@example.com', '', 1, 1), ('two', 'JÜRGEN@example.com', '', 1, 1)"));
        }
        auto opened = folder.open();
        REQUIRE(opened);
        auto &store = **opened;
        const auto by = [&](std::string_view login) {
            const auto found = store.read([&](Reader &r) { return store::users::findByLogin(r, login); });
            return found && *found ? (*found)->username : std::string("none");
        };
        // Each signs in as before; a spelling that is neither's names none of them.
        QCOMPARE(by("jürgen@EXAMPLE.com"), std::string("one"));
        QCOMPARE(by("JÜRGEN@example.com"), std::string("two"));
        QCOMPARE(by("ju\u0308rgen@example.com"), std::string("none"));
        // Other changes don't stumble over it, and there is no third.
        const auto changed = store.write([&](Writer &w) -> Result<void> {
            auto user = *TRY(store::users::findByUsername(w, "two"));
            user.name = "Two";
            return store::users::update(w, user);
        });
        REQUIRE(changed);
        auto third = person("three");
        third.email = "Ju\u0308rgen@example.com";
        const auto refused = store.write([&](Writer &w) { return store::users::insert(w, third); });
        QVERIFY(!refused && refused.error().code == ErrorCode::conflict && refused.error().path == "email");
        // Once one of them has another address, any spelling names the other.
        REQUIRE(store.write([&](Writer &w) -> Result<void> {
            auto user = *TRY(store::users::findByUsername(w, "one"));
            user.email = "j@example.com";
            return store::users::update(w, user);
        }));
        QCOMPARE(by("jÜRGEN@example.com"), std::string("two"));
    }

    void aRestoredBackupTakesNoCodeAgain_data()
    {
        QTest::addColumn<int>("ahead");
        QTest::newRow("of the step before") << -1;
        QTest::newRow("of this step") << 0;
        QTest::newRow("of an authenticator that goes a step ahead") << 1;
    }

    void aRestoredBackupTakesNoCodeAgain()
    {
        QFETCH(int, ahead);
        DataFolder folder;
        REQUIRE(folder.create());
        const auto secret = totp::newSecret(folder.random);
        const SecondFactorPolicy policy;
        const auto take = [&](store::Store &store, const std::string &code) {
            return store.write([&](Writer &w) -> Result<bool> {
                auto factor = store::second_factors::find(w, UserId(1));
                if (!factor || !*factor)
                    return fail(ErrorCode::not_found, "no factor");
                return identity::second_factor::take(store, w, policy, **factor, code, std::nullopt)
                    .map([](const auto &kind) { return kind.has_value(); });
            });
        };
        const auto code = totp::codeAt(secret, std::uint64_t(totp::stepOf(folder.clock.now()) + ahead));
        const auto backup = folder.path() / "before.db";
        {
            auto store = folder.open();
            REQUIRE(store);
            REQUIRE((*store)->write([&](Writer &w) -> Result<void> {
                if (auto user = store::users::insert(w, person("ann")); !user)
                    return fail(user.error());
                store::SecondFactor factor{.user = UserId(1)};
                factor.sealed = identity::second_factor::seal(**store, factor.user, secret, w.random());
                factor.enrolledAt = w.now();
                return store::second_factors::save(w, factor);
            }));
            REQUIRE((*store)->backup(backup));
            const auto taken = take(**store, code);
            QVERIFY(taken && *taken);
        }
        const auto report =
            restore({backup, false, "test"}, folder.options(), folder.keys, folder.clock, folder.random, folder.log);
        REQUIRE(report);
        auto store = folder.open();
        REQUIRE(store);
        const auto again = take(**store, code);
        QVERIFY(again && !*again);
        // Soon there are codes that cannot have been seen.
        folder.clock.move(3 * totp::period);
        const auto later = take(**store, totp::codeAt(secret, std::uint64_t(totp::stepOf(folder.clock.now()))));
        QVERIFY(later && *later);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestOlderData)
#include "test_older_data.moc"
