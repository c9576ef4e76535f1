// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/router.h"

#include <algorithm>
#include <set>

namespace castellan::api {
namespace {

std::vector<std::string_view> segmentsOf(std::string_view path)
{
    std::vector<std::string_view> out;
    out.reserve(8);
    while (!path.empty()) {
        if (path.front() == '/') {
            path.remove_prefix(1);
            continue;
        }
        const auto end = path.find('/');
        out.push_back(path.substr(0, end));
        path.remove_prefix(std::min(end, path.size()));
    }
    return out;
}

Failure unusable(const Route &route, std::string_view why)
{
    return fail(ErrorCode::internal, "The route " + std::string(http::methodName(route.what.method)) + " " +
                                         std::string(route.what.path) + " " + std::string(why) + ".");
}

bool sameShape(const std::vector<std::string_view> &a, const std::vector<std::string_view> &b)
{
    return std::ranges::equal(a, b, [](std::string_view x, std::string_view y) {
        return x == y || (x.starts_with(':') && y.starts_with(':'));
    });
}

}  // namespace

Result<Router> Router::make(std::span<const Route> table)
{
    Router router;
    for (const auto &route : table) {
        const auto *permission = findPermission(route.who.permission);
        if (permission == nullptr)
            return unusable(route, "names no permission that exists");
        const bool reads = route.how.runs == Runs::memory || route.how.runs == Runs::read;
        if (reads != (route.how.read != nullptr) || (route.how.runs == Runs::write) != (route.how.write != nullptr))
            return unusable(route, "has no handler of the kind that it says");
        if (route.how.runs == Runs::memory && route.what.path.find(':') != std::string_view::npos)
            return unusable(route, "runs in memory and names what only storage knows");
        if (route.how.runs == Runs::write && route.accounting.events.empty())
            return unusable(route, "writes and names no event");
        const bool safe = route.what.method == http::Method::get || route.what.method == http::Method::head;
        if (safe && route.how.runs == Runs::write)
            return unusable(route, "writes by a safe method");
        Line line{&route, permission, segmentsOf(route.what.path)};
        for (const auto &other : router.m_lines)
            if (other.route->what.method == route.what.method && sameShape(other.segments, line.segments))
                return unusable(route, "is there twice");
        router.m_lines.push_back(std::move(line));
    }
    // Literal segments precede parameters: /teams/slug/x before /teams/:teamId/x.
    std::ranges::sort(router.m_lines, {}, [](const Line &line) {
        const auto names = std::ranges::count_if(line.segments, [](std::string_view s) { return s.starts_with(':'); });
        return std::pair(names, line.route);
    });
    return router;
}

bool Router::fits(const Line &line, const std::vector<std::string_view> &segments)
{
    return std::ranges::equal(line.segments, segments, [](std::string_view own, std::string_view asked) {
        return own.starts_with(':') || own == asked;
    });
}

Router::Found Router::lookUp(http::Method method, std::string_view path) const
{
    const auto segments = segmentsOf(path);
    const auto wanted = method == http::Method::head ? http::Method::get : method;
    std::string others;
    for (const auto &line : m_lines) {
        if (!fits(line, segments))
            continue;
        if (line.route->what.method != wanted) {
            others += others.empty() ? "" : ", ";
            others += http::methodName(line.route->what.method);
            continue;
        }
        Match match{line.route, line.permission, {}};
        for (std::size_t i = 0; i < segments.size(); ++i)
            if (line.segments[i].starts_with(':'))
                match.params.add(line.segments[i].substr(1), segments[i]);
        return Found(std::move(match));
    }
    if (!others.empty())
        return Found(fail(ErrorCode::method_not_allowed, "This address doesn't take this method."), std::move(others));
    return Found(fail(ErrorCode::not_found, "There is nothing at this address."));
}

bool isListParameter(std::string_view name)
{
    return name == "event" || name == "username";
}

Result<void> checkParameters(const http::Request &request)
{
    std::set<std::string_view> seen;
    for (const auto &[name, value] : request.query)
        if (!seen.insert(name).second && !isListParameter(name))
            return fail(ErrorCode::invalid_request, name + ": is in the query twice; send it once").at(name);
    return {};
}

}  // namespace castellan::api
