// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

#include <span>
#include <string>

namespace castellan::api {

/// The OpenAPI 3.0 document of a route table. An empty version is left out as far as the format lets it ("").
[[nodiscard]] json::value openApi(std::span<const Route> table, std::string_view version);

/// The same value as YAML 1.2: JSON's strings and numbers, block style.
[[nodiscard]] std::string toYaml(const json::value &value);

}  // namespace castellan::api
