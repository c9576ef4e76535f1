// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/server_process.h"

namespace castellan::bench {

/// Writes `rows` audit rows of a team into the data of a stopped server, through the journal itself. Answers with what
/// was in the way; empty if nothing was.
[[nodiscard]] QString fillTeamJournal(const ServerProcess &server, const QString &teamId, qint64 rows);

}  // namespace castellan::bench
