// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/migrations/steps.h"

namespace castellan::store::migration_steps {

/// The first tables. Ids are never used twice (AUTOINCREMENT): the journal keeps naming deleted users and teams.
const Migration firstTables{1, R"sql(
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
)sql"};

}  // namespace castellan::store::migration_steps
