// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/message.h"

#include "core/text/utf8.h"
#include "server/http/text.h"

#include <algorithm>
#include <array>

namespace castellan::http {

std::string_view methodName(Method method)
{
    // In the order of Method.
    static constexpr auto names =
        std::to_array<std::string_view>({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "OTHER"});
    static_assert(names.size() == std::size_t(Method::other) + 1);
    return names.at(std::size_t(method));
}

std::optional<std::string_view> Request::header(std::string_view name) const
{
    for (const auto &[key, value] : headers)
        if (sameWord(key, name))
            return value;
    return std::nullopt;
}

std::size_t Request::headerCount(std::string_view name) const
{
    return std::size_t(std::count_if(headers.begin(), headers.end(),
                                     [name](const auto &field) { return sameWord(field.first, name); }));
}

std::optional<std::string_view> Request::cookie(std::string_view name) const
{
    if (header("Authorization"))
        return std::nullopt;
    for (const auto &[key, value] : headers) {
        if (!sameWord(key, "Cookie"))
            continue;
        for (std::string_view rest = value; !rest.empty();) {
            const auto end = rest.find(';');
            const auto pair = trimmed(rest.substr(0, end));
            rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
            if (const auto equals = pair.find('='); equals != std::string_view::npos && pair.substr(0, equals) == name)
                return pair.substr(equals + 1);
        }
    }
    return std::nullopt;
}

std::string Request::client() const
{
    constexpr std::size_t kept = 512;
    return std::string(cutUtf8(header("User-Agent").value_or(""), kept));
}

std::optional<std::string_view> Request::queryValue(std::string_view name) const
{
    for (const auto &[key, value] : query)
        if (key == name)
            return value;
    return std::nullopt;
}

}  // namespace castellan::http
