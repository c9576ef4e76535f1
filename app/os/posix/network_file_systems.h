// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace castellan::os::posix {

/// By the type that statfs tells.
[[nodiscard]] bool isNetworkFileSystem(unsigned long type);

}  // namespace castellan::os::posix
