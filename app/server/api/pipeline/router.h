// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

#include <optional>
#include <string>
#include <vector>

namespace castellan::api {

/// Finds the route of a method and a path.
class Router {
public:
    /// ErrorCode::internal naming the route if one has no permission, an unknown one, no handler or a double, or runs
    /// where it can't be authorised.
    [[nodiscard]] static Result<Router> make(std::span<const Route> table);

    struct Match {
        const Route *route = nullptr;
        const Permission *permission = nullptr;
        Params params;
    };
    /// A look-up that travels with its request, so that each request is matched once.
    struct Found final : http::Matched {
        explicit Found(Result<Match> found, std::string methods = {})
            : match(std::move(found)), allowed(std::move(methods))
        {
        }
        Result<Match> match;
        std::string allowed;  ///< with method_not_allowed: the path's methods, separated by commas
    };
    /// ErrorCode::not_found, or method_not_allowed if the path has other methods only. HEAD is GET.
    [[nodiscard]] Found lookUp(http::Method method, std::string_view path) const;
    [[nodiscard]] Result<Match> find(http::Method method, std::string_view path) const
    {
        return lookUp(method, path).match;
    }

private:
    struct Line {
        const Route *route;
        const Permission *permission;
        std::vector<std::string_view> segments;
    };
    [[nodiscard]] static bool fits(const Line &line, const std::vector<std::string_view> &segments);
    std::vector<Line> m_lines;
};

/// Whether a query may have this parameter several times: one value each.
[[nodiscard]] bool isListParameter(std::string_view name);
/// Refuses a query that has any other parameter twice: programs in front of this one may look at the first of them, and
/// this one at the last. ErrorCode::invalid_request at the parameter.
[[nodiscard]] Result<void> checkParameters(const http::Request &request);

}  // namespace castellan::api
