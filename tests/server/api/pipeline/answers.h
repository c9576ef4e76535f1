// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/server/api/pipeline/api_under_test.h"

#include <QByteArray>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

/// Reading what the API answers, in tests.
namespace castellan::test {

inline QByteArray q(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

inline json::value bodyOf(const http::Response &response)
{
    auto parsed = json::parse(response.body);
    if (!parsed)
        qFatal("no JSON: %s", response.body.c_str());
    return *parsed;
}

/// A response to a request that must succeed: ends the program otherwise.
inline http::Response granted(http::Response response)
{
    if (response.status >= 300)
        qFatal("%u %s", response.status, response.body.c_str());
    return response;
}

/// A member that must be there.
inline std::string memberOf(const http::Response &response, const char *name)
{
    const auto body = bodyOf(response);
    const auto *member = body.is_object() ? body.get_object().if_contains(name) : nullptr;
    if (member == nullptr || !member->is_string())
        qFatal("no %s: %s", name, response.body.c_str());
    return std::string(member->get_string());
}

}  // namespace castellan::test
