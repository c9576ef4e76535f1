// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"

#include <chrono>

namespace castellan::client {

/// Pauses between tries while offline: 1, 2, 4 … 30 s, each 20 % more or less by chance, so that a server that comes
/// back does not meet all consoles at once.
class Backoff {
public:
    [[nodiscard]] std::chrono::milliseconds next(Random &random);
    void reset() { m_seconds = 1; }

private:
    int m_seconds = 1;
};

}  // namespace castellan::client
