// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace castellan {

/// Version of this program, e.g. "0.1.0".
[[nodiscard]] std::string_view version();

}  // namespace castellan
