// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

namespace castellan::os::posix {

/// The reason by errno; not_found and already_exists where it is that, else io.
[[nodiscard]] Failure failWithErrno(int errorNumber);

}  // namespace castellan::os::posix
