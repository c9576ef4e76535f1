// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace castellan {

/// A domain name as A-labels in lower case (RFC 5890), mapped by UTS 46 (non-transitional) and valid by IDNA2008.
/// Nothing for anything else.
[[nodiscard]] std::optional<std::string> asciiDomain(std::string_view name);

}  // namespace castellan
