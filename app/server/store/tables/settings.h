// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/codec.h"
#include "server/store/act.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Settings of the platform: a key and a JSON value. Never a secret: those are sealed and have tables of their own.
namespace castellan::store::settings {

[[nodiscard]] Result<std::optional<json::value>> find(Reader &reader, std::string_view key);
[[nodiscard]] Result<std::vector<std::pair<std::string, json::value>>> all(Reader &reader);
[[nodiscard]] Result<void> set(Writer &writer, std::string_view key, const json::value &value);
[[nodiscard]] Result<void> remove(Writer &writer, std::string_view key);

}  // namespace castellan::store::settings
