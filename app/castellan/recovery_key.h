// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <QString>

namespace castellan {

/// A data key as people can write it down: base32 without I, L, O and U (Crockford), in groups of five, with a check at
/// its end so that a slip is noticed before anything is opened with it.
[[nodiscard]] QString recoveryKeyOf(const Secret &key);

/// Case, blanks and hyphens don't matter; O reads as 0, I and L as 1. ErrorCode::validation says what is wrong.
[[nodiscard]] Result<Secret> keyFromRecovery(const QString &text);

}  // namespace castellan
