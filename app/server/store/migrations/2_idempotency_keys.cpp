// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/migrations/steps.h"

namespace castellan::store::migration_steps {

/// Locks that end by themselves, and the answers that are kept for requests with an Idempotency-Key.
const Migration idempotencyKeys{2, R"sql(
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
)sql"};

}  // namespace castellan::store::migration_steps
