// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace castellan::http {

/// A request's target, decoded once.
struct Target {
    std::string path;
    std::vector<std::pair<std::string, std::string>> query;
    /// Of the absolute form (`http://authority/path`), else empty.
    std::string authority;
    /// `*`, which only OPTIONS may ask for.
    bool asterisk = false;
};

/// ErrorCode::invalid_request for what two readers could understand differently: encoded slashes, dot segments, empty
/// segments, control characters, broken percent signs, bytes that aren't UTF-8.
[[nodiscard]] Result<Target> parseTarget(std::string_view target);

}  // namespace castellan::http
