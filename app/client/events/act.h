// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/audit.h"

#include <QtGlobal>

namespace castellan::client {

/// Some servers write one act into the logs of several levels, with words of their own: "platform.team.created" into
/// the platform's log and "team.created" into the team's. Entries of one act have the same hash: of what was done, by
/// whom, to what and how it ended. Their times differ a little. 0: the act is written once.
[[nodiscard]] quint64 actOf(const records::AuditEntry &entry);

}  // namespace castellan::client
