// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/migrations/steps.h"

namespace castellan::store::migration_steps {

/// Wrong confirmations of identity are counted for each session. An invitation remembers the service key that made it:
/// its right is asked again when the invitation is accepted. No reference: a key that was revoked has no right.
const Migration proofsAndInvitors{6, R"sql(
ALTER TABLE sessions ADD COLUMN wrong_proofs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invitations ADD COLUMN invitor_key INTEGER;
)sql"};

}  // namespace castellan::store::migration_steps
