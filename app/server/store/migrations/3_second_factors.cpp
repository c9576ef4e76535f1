// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/migrations/steps.h"

namespace castellan::store::migration_steps {

/// Second factors, sign-ins that wait for one, codes that reset a password.
const Migration secondFactors{3, R"sql(
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
)sql"};

}  // namespace castellan::store::migration_steps
