// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"
#include "server/api/pipeline/schema.h"

namespace castellan::api {
namespace detail {

/// The type's name without its namespaces, as the compiler (clang or GCC) writes it.
template <class T> consteval std::string_view nameOf()
{
    constexpr std::string_view function = __PRETTY_FUNCTION__;
    constexpr std::string_view before = "T = ";
    constexpr auto begin = function.find(before) + before.size();
    constexpr auto name = function.substr(begin, function.find_first_of(";]", begin) - begin);
    return name.substr(name.rfind(':') + 1);
}

}  // namespace detail

/// A record in a route, with the name and the schema that the OpenAPI document gives it.
template <class T> constexpr RecordType record()
{
    return {detail::nameOf<T>(), &schemaOf<T>};
}

/// JSON without a record of its own.
template <> constexpr RecordType record<json::object>()
{
    return {"Object", &schemaOf<json::object>};
}

}  // namespace castellan::api
