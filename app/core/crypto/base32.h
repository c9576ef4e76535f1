// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/wiping.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace castellan {

/// RFC 4648 §6, upper case, without padding.
[[nodiscard]] WipingString toBase32(std::span<const std::byte> data);
/// As people type it: any case, spaces and hyphens between, padding at the end. Nothing for foreign characters, an
/// impossible length, or bits left over that are not zero.
[[nodiscard]] std::optional<Secret> fromBase32(std::string_view text);

}  // namespace castellan
