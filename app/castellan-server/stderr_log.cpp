// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "stderr_log.h"

#include <cstdio>

namespace castellan::cli {

void StderrLog::write(const LogLine &line)
{
    // One write for a line, so that lines of several threads don't mix.
    const auto text = toText(line) + '\n';
    std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace castellan::cli
