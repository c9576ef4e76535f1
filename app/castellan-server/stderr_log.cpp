// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "stderr_log.h"

#include "os/print.h"

#include <cstdio>

namespace castellan::cli {

void StderrLog::write(const LogLine &line)
{
    os::printLine(stderr, toText(line));  // in one piece, so that lines of several threads don't mix
}

}  // namespace castellan::cli
