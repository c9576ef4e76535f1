// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan {

/// RFC 4648 §5, without padding.
[[nodiscard]] std::string toBase64Url(std::span<const std::byte> data);
/// Nothing for padding, foreign characters, an impossible length, or bits left over that are not zero: every value has
/// one spelling.
[[nodiscard]] std::optional<std::vector<std::byte>> fromBase64Url(std::string_view text);

}  // namespace castellan
