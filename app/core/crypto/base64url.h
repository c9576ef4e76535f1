// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/wiping.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan {

/// Bytes that may be a key or a token: overwritten before their memory is released.
using WipingBytes = std::vector<std::byte, WipingAllocator<std::byte>>;

/// RFC 4648 §5, without padding.
[[nodiscard]] std::string toBase64Url(std::span<const std::byte> data);
/// Nothing for padding, foreign characters, an impossible length, or bits left over that are not zero: every value has
/// one spelling.
[[nodiscard]] std::optional<WipingBytes> fromBase64Url(std::string_view text);

}  // namespace castellan
