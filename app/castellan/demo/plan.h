// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <QRandomGenerator>

#include <vector>

namespace castellan::demo {

/// Something happens.
struct Moment {
    Instant at;
    bool attack = false;  ///< failed sign-ins, as by an attacker
};

/// When things happen between two times, in order and all within: `acts` ordinary ones, most by day, some in each of
/// the last minutes; and where there is room, an attack that is over well before the end.
[[nodiscard]] std::vector<Moment> planDay(Instant from, Instant until, int acts, QRandomGenerator &random);

}  // namespace castellan::demo
