// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/store/migrations/migrate.h"

#include <array>

/// Every step by which a database comes to the newest schema, one file each. A step that was released never changes.
namespace castellan::store::migration_steps {

extern const Migration firstTables;
extern const Migration idempotencyKeys;
extern const Migration secondFactors;
extern const Migration accessKeys;
extern const Migration foldedNames;
extern const Migration proofsAndInvitors;
extern const Migration ageOfKeptAnswers;

/// In their order. Pointers, because the steps may be made later than this list.
inline constexpr std::array all{&firstTables, &idempotencyKeys,   &secondFactors,   &accessKeys,
                                &foldedNames, &proofsAndInvitors, &ageOfKeptAnswers};

}  // namespace castellan::store::migration_steps
