// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log.h"

namespace castellan::cli {

/// Writes log lines to standard error, where the service manager collects them.
class StderrLog final : public Log {
public:
    void write(const LogLine &line) override;
};

}  // namespace castellan::cli
