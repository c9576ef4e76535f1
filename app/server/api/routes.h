// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

#include <span>

namespace castellan::api {

/// The one table: the rows of every resource.
[[nodiscard]] std::span<const Route> routes();

}  // namespace castellan::api
