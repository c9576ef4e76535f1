// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <QDateTime>
#include <QTimeZone>

namespace castellan::client {

/// In UTC, to the millisecond.
[[nodiscard]] inline QDateTime toDateTime(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toMicros(at) / 1000, QTimeZone::utc());
}

}  // namespace castellan::client
