// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace castellan {

/// Percent-encodes every byte but the unreserved characters of RFC 3986, 2.3.
[[nodiscard]] std::string percentEncoded(std::string_view text);

}  // namespace castellan
