// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/migrations/steps.h"

namespace castellan::store::migration_steps {

/// User names and e-mail addresses in the form in which they are compared. The new columns aren't UNIQUE: two addresses
/// that were told apart by the case of a letter beyond ASCII keep their accounts, and users::insert and users::update
/// refuse a further one.
const Migration foldedNames{5, R"sql(
ALTER TABLE users ADD COLUMN username_key TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN email_key TEXT NOT NULL DEFAULT '';
UPDATE users SET username_key = folded(username), email_key = email_key(email);
CREATE INDEX users_username_key ON users (username_key);
CREATE INDEX users_email_key ON users (email_key) WHERE email_key <> '';
)sql"};

}  // namespace castellan::store::migration_steps
