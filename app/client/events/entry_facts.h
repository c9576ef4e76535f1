// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/audit.h"

#include <QString>

#include <vector>

namespace castellan::client {

/// One detail of an entry's body besides actor, target and changes.
struct EntryFact {
    QString name;
    QString value;
};

/// The plain members of the body (numbers, words, yes and no), in the order of the record, named for people; counts of
/// zero are left out. Addresses with how often each are one line. Records, changes and errors have places of their own.
[[nodiscard]] std::vector<EntryFact> factsOf(const records::AuditEntry &entry);

}  // namespace castellan::client
