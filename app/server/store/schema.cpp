// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/schema.h"

#include "core/crypto/digest.h"
#include "core/try.h"
#include "server/store/sealed.h"
#include "server/store/tables/journal_rows.h"

#include <array>
#include <bit>

namespace castellan::store {
namespace {

// Ids are never used twice (AUTOINCREMENT): the journal goes on naming who is gone.
constexpr const char *firstSchema = R"sql(
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE team_types (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1,
    position INTEGER NOT NULL DEFAULT 0,
    properties TEXT NOT NULL DEFAULT '{}'
) STRICT;
INSERT INTO team_types (name, description, properties) VALUES
    ('starter', 'Teams of this server', '{"users":{},"devices":{},"features":{},"instances":{}}');

CREATE TABLE teams (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    slug TEXT NOT NULL COLLATE NOCASE UNIQUE,
    type INTEGER NOT NULL REFERENCES team_types (id),
    suspended INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    username TEXT NOT NULL COLLATE NOCASE UNIQUE,
    email TEXT NOT NULL COLLATE NOCASE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL DEFAULT '',
    email_verified INTEGER NOT NULL DEFAULT 0,
    admin INTEGER NOT NULL DEFAULT 0,
    auditor INTEGER NOT NULL DEFAULT 0,
    suspended INTEGER NOT NULL DEFAULT 0,
    password_expired INTEGER NOT NULL DEFAULT 0,
    local INTEGER NOT NULL DEFAULT 0,
    default_team INTEGER REFERENCES teams (id) ON DELETE SET NULL,
    locked_until INTEGER,
    last_seen_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX users_email ON users (email) WHERE email <> '';
CREATE INDEX users_admin ON users (id) WHERE admin = 1;
CREATE INDEX users_default_team ON users (default_team) WHERE default_team IS NOT NULL;

CREATE TABLE members (
    team INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role INTEGER NOT NULL CHECK (role IN (5, 10, 30, 50)),
    since INTEGER NOT NULL,
    PRIMARY KEY (team, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_user ON members (user);

CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    invitor INTEGER REFERENCES users (id) ON DELETE SET NULL,
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role INTEGER NOT NULL CHECK (role IN (5, 10, 30, 50)),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    UNIQUE (team, user)
) STRICT;
CREATE INDEX invitations_user ON invitations (user);
CREATE INDEX invitations_invitor ON invitations (invitor);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    kind INTEGER NOT NULL,
    csrf TEXT NOT NULL,
    address TEXT NOT NULL,
    client TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    idle_at INTEGER NOT NULL,
    stepped_up_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_user ON sessions (user);

CREATE TABLE access_tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    prefix TEXT NOT NULL,
    last_four TEXT NOT NULL,
    scope TEXT NOT NULL,
    read_only INTEGER NOT NULL,
    admin_opt_in INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER
) STRICT;
CREATE INDEX access_tokens_user ON access_tokens (user);

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE login_failures (
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    prefix TEXT NOT NULL,
    count INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    locked_until INTEGER,
    PRIMARY KEY (user, prefix)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    scope INTEGER NOT NULL,
    scope_id INTEGER NOT NULL,
    actor_kind INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    auth INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    count INTEGER NOT NULL,
    request_id TEXT NOT NULL,
    salt BLOB,
    actor_name TEXT COLLATE NOCASE,
    address TEXT,
    client TEXT,
    body TEXT,
    personal_hash BLOB NOT NULL,
    chain BLOB NOT NULL,
    -- whose log shows the row: a team's, or (0) the platform's
    realm INTEGER NOT NULL GENERATED ALWAYS AS (iif(scope = 2, scope_id, 0)) VIRTUAL
) STRICT;
CREATE INDEX journal_realm ON journal (realm);
CREATE INDEX journal_event ON journal (realm, event);
CREATE INDEX journal_actor_name ON journal (realm, actor_name);
CREATE INDEX journal_actor ON journal (actor) WHERE actor <> 0;
CREATE INDEX journal_subject ON journal (subject) WHERE subject <> 0;

-- Rows per realm, so that a page's count needs no scan.
CREATE TABLE journal_counts (
    realm INTEGER PRIMARY KEY,
    count INTEGER NOT NULL
) STRICT;

CREATE TABLE journal_epochs (
    epoch INTEGER PRIMARY KEY,
    first_seq INTEGER NOT NULL,
    began_at INTEGER NOT NULL
) STRICT;

-- Where the chain begins: after the last row that retention took, or (0, 32 zero bytes) before the first.
CREATE TABLE journal_anchor (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    chain BLOB NOT NULL
) STRICT;
INSERT INTO journal_anchor (id, seq, chain) VALUES (1, 0, zeroblob(32));

CREATE TABLE signing_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    public BLOB NOT NULL UNIQUE,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE journal_checkpoints (
    seq INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL,
    chain BLOB NOT NULL,
    at INTEGER NOT NULL,
    signing_key INTEGER NOT NULL REFERENCES signing_keys (id),
    signature BLOB NOT NULL
) STRICT;
)sql";

// Locks that end by themselves, and answers for who asks twice.
constexpr const char *secondSchema = R"sql(
CREATE INDEX users_locked ON users (locked_until) WHERE locked_until IS NOT NULL;

-- What a request with an Idempotency-Key was answered, sealed: answers may hold a token that is shown once.
CREATE TABLE kept_answers (
    credential BLOB NOT NULL,
    key TEXT NOT NULL,
    request BLOB NOT NULL,
    status INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    body BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (credential, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_answers_at ON kept_answers (at);
)sql";

// Second factors, half sign-ins, codes of resets.
constexpr const char *thirdSchema = R"sql(
ALTER TABLE users ADD COLUMN password_changed_at INTEGER NOT NULL DEFAULT 0;
UPDATE users SET password_changed_at = updated_at;
-- Since when a second factor has been required of the user; its grace runs from then on.
ALTER TABLE users ADD COLUMN factor_required_at INTEGER;
ALTER TABLE sessions ADD COLUMN second_factor INTEGER NOT NULL DEFAULT 0;

CREATE TABLE second_factors (
    user INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    enrolled_at INTEGER,
    last_step INTEGER NOT NULL,
    last_used_at INTEGER,
    backup_salt BLOB NOT NULL,
    backup_memory INTEGER NOT NULL,
    backup_passes INTEGER NOT NULL
) STRICT;

CREATE TABLE backup_codes (
    user INTEGER NOT NULL REFERENCES second_factors (user) ON DELETE CASCADE,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (user, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE login_tickets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL
) STRICT;
CREATE INDEX login_tickets_user ON login_tickets (user);

CREATE TABLE password_resets (
    user INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
    expires_at INTEGER NOT NULL
) STRICT;
)sql";

// Personal tokens and service keys in one table. A limit to teams is kept as words: it must not vanish with a team.
constexpr const char *fourthSchema = R"sql(
CREATE TABLE access_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- whose personal token it is; null: a service key
    user INTEGER REFERENCES users (id) ON DELETE CASCADE,
    -- whose service key it is; null: the platform's
    team INTEGER REFERENCES teams (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    prefix TEXT NOT NULL,
    last_four TEXT NOT NULL,
    scope TEXT NOT NULL,
    read_only INTEGER NOT NULL,
    admin_opt_in INTEGER NOT NULL,
    enabled INTEGER NOT NULL DEFAULT 1,
    limited INTEGER NOT NULL DEFAULT 0,
    teams TEXT NOT NULL DEFAULT '',
    addresses TEXT NOT NULL DEFAULT '',
    created_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    replaced_by INTEGER,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER,
    CHECK (user IS NULL OR team IS NULL)
) STRICT;
INSERT INTO sqlite_sequence (name, seq)
    SELECT 'access_keys', seq FROM sqlite_sequence WHERE name = 'access_tokens';
INSERT INTO access_keys (id, user, name, token_hash, prefix, last_four, scope, read_only, admin_opt_in, created_by,
        created_at, expires_at, last_used_at)
    SELECT id, user, name, token_hash, prefix, last_four, scope, read_only, admin_opt_in, user, created_at, expires_at,
        last_used_at FROM access_tokens;
DROP TABLE access_tokens;
CREATE INDEX access_keys_user ON access_keys (user) WHERE user IS NOT NULL;
CREATE INDEX access_keys_team ON access_keys (team) WHERE team IS NOT NULL;
CREATE INDEX access_keys_created_by ON access_keys (created_by) WHERE created_by IS NOT NULL;
)sql";

constexpr auto steps =
    std::to_array<Migration>({{1, firstSchema}, {2, secondSchema}, {3, thirdSchema}, {4, fourthSchema}});

}  // namespace

std::span<const Migration> migrations()
{
    return steps;
}

Result<std::int64_t> schemaOf(Connection &connection)
{
    auto query = connection.query("PRAGMA user_version");
    TRY(query.next());
    return query.integer(0);
}

namespace {

Result<void> apply(Connection &connection, const Migration &step)
{
    const auto number = "PRAGMA user_version=" + std::to_string(step.to);  // lint: pragmas bind nothing
    auto ok = connection.execute("BEGIN IMMEDIATE");
    if (ok)
        ok = connection.execute(step.sql);
    if (ok)
        ok = connection.execute(number.c_str());
    if (ok)
        ok = connection.execute("COMMIT");
    if (!ok && connection.inTransaction())
        (void)connection.execute("ROLLBACK");
    return ok;
}

}  // namespace

Result<void> migrate(Connection &connection, std::span<const Migration> all,
                     const std::function<Result<void>(std::int64_t)> &beforeFirst)
{
    const auto from = TRY(schemaOf(connection));
    const auto newest = all.back().to;
    if (from > newest)
        return fail(ErrorCode::newer_file, "The database has schema " + std::to_string(from) +
                                               " and this program knows schemas up to " + std::to_string(newest) +
                                               ": a newer version wrote it. Start that version.");
    if (from == newest)
        return {};
    if (from > 0) {
        TRY(beforeFirst(from));
    }
    for (const auto &step : all) {
        if (step.to <= from)
            continue;
        if (auto ok = apply(connection, step); !ok) {
            ok.error().message = "The database could not be brought to schema " + std::to_string(step.to) +
                                 "; it is as it was before that step. " + ok.error().message;
            return ok;
        }
    }
    return {};
}

std::int64_t newEpoch(Random &random)
{
    std::array<std::byte, 8> bytes{};
    std::uint64_t epoch = 0;
    do {
        random.fill(bytes);
        epoch = std::bit_cast<std::uint64_t>(bytes) & 0xFFFFFFFFFFFFULL;
    } while (epoch == 0);
    return std::int64_t(epoch);
}

Result<void> seed(Connection &connection, Random &random, Instant now)
{
    const auto bytes = [&](std::size_t n) {
        std::string out(n, '\0');
        random.fill({reinterpret_cast<std::byte *>(out.data()), n});
        return out;
    };
    const auto id = toHex(bytesOf(bytes(16)));
    TRY(writeMeta(connection, "database_id", id));
    TRY(writeMeta(connection, "id_key", bytes(32)));
    auto epoch = connection.query("INSERT INTO journal_epochs (epoch, first_seq, began_at) VALUES ($epoch, 1, $now)");
    return epoch.bind("$epoch", newEpoch(random)).bind("$now", now).run();
}

Result<std::string> readMeta(Connection &connection, std::string_view key)
{
    auto query = connection.query("SELECT value FROM meta WHERE key=$key");
    query.bind("$key", key);
    auto row = TRY(query.next());
    if (!row)
        return fail(ErrorCode::corrupt, "The database lacks its entry \"" + std::string(key) + "\".");
    return query.blob(0);
}

Result<void> writeMeta(Connection &connection, std::string_view key, std::string_view value)
{
    auto query = connection.query("INSERT INTO meta (key, value) VALUES ($key, $value)"
                                  " ON CONFLICT (key) DO UPDATE SET value=excluded.value");
    return query.bind("$key", key).bind("$value", bytesOf(value)).run();
}

namespace {

constexpr std::string_view checkedText = "castellan";

}  // namespace

Result<void> writeMasterCheck(Connection &connection, const Sealer &sealer, Random &random)
{
    return writeMeta(connection, masterCheck, sealer.seal(Secret(checkedText), masterCheck, random));
}

Result<void> checkMaster(Connection &connection, const StoreKeys &keys)
{
    const auto sealed = readMeta(connection, masterCheck);
    if (!sealed)  // a database from before there was such a text
        return sealed.error().code == ErrorCode::corrupt ? Result<void>() : fail(sealed.error());
    const auto opened = sealerFor(SealedClass::check, keys).open(*sealed, masterCheck);
    if (!opened || !(*opened == Secret(checkedText)))
        return fail(ErrorCode::key_wrong, "The master key is not the one that belongs to this database: what is sealed "
                                          "in it would not open. Use the key file that was made, or last changed, for "
                                          "it.");
    return {};
}

}  // namespace castellan::store
