// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/migrations/steps.h"

namespace castellan::store::migration_steps {

/// Personal tokens and service keys in one table. A limit to teams is text: it must not vanish with a team.
const Migration accessKeys{4, R"sql(
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
)sql"};

}  // namespace castellan::store::migration_steps
