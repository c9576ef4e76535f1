// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace castellan {

/// One of the passwords that people are known to choose (resources/passwords/common.txt), in any case of ASCII.
[[nodiscard]] bool isCommonPassword(std::string_view password);
[[nodiscard]] std::size_t commonPasswordCount();

}  // namespace castellan
