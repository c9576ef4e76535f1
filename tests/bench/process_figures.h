// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace castellan::bench {

/// Resident memory of a process in MB, from /proc; 0 if it is gone.
[[nodiscard]] double residentMegabytes(qint64 pid);
/// CPU time that a process has used so far, user and system, in microseconds.
[[nodiscard]] double cpuMicroseconds(qint64 pid);

}  // namespace castellan::bench
