// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/migrations/steps.h"

namespace castellan::store::migration_steps {

/// The oldest answers to one credential are found without reading and sorting all of them.
const Migration ageOfKeptAnswers{7, R"sql(
CREATE INDEX kept_answers_of_credential ON kept_answers (credential, at);
)sql"};

}  // namespace castellan::store::migration_steps
