// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/instantiate.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>

/// JSON Schema (as OpenAPI 3.0 has it) of described records, from the same descriptions that the codec reads.
namespace castellan::api {

template <class T> json::object schemaOf()
{
    namespace d = castellan::json::detail;
    json::object out;
    if constexpr (std::is_same_v<T, json::value>) {
        return out;
    } else if constexpr (std::is_same_v<T, json::object>) {
        out["type"] = "object";
    } else if constexpr (std::is_same_v<T, bool>) {
        out["type"] = "boolean";
    } else if constexpr (std::is_integral_v<T>) {
        out["type"] = "integer";
    } else if constexpr (std::is_floating_point_v<T>) {
        out["type"] = "number";
    } else if constexpr (d::is_text<T>::value || d::is_secret<T>::value) {
        out["type"] = "string";
        out["maxLength"] = T::limit;
    } else if constexpr (std::is_same_v<T, std::string>) {
        out["type"] = "string";
        out["maxLength"] = json::defaultStringLimit;
    } else if constexpr (d::is_optional<T>::value) {
        out = schemaOf<typename T::value_type>();
        out["nullable"] = true;
    } else if constexpr (d::is_patch<T>::value) {
        out = schemaOf<typename d::element<T>::type>();
        out["nullable"] = true;
    } else if constexpr (d::is_vector<T>::value) {
        out["type"] = "array";
        out["items"] = schemaOf<typename T::value_type>();
    } else {
        json::object properties;
        json::array required;
        boost::mp11::mp_for_each<
            boost::describe::describe_members<T, boost::describe::mod_any_access | boost::describe::mod_inherited>>(
            [&](auto member) {
                using M = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
                const auto name = d::wireName(member.name);
                properties[name] = schemaOf<M>();
                if constexpr (!d::is_optional<M>::value && !d::is_patch<M>::value)
                    required.emplace_back(boost::json::string_view(name));
            });
        out["type"] = "object";
        out["properties"] = std::move(properties);
        if (!required.empty())
            out["required"] = std::move(required);
    }
    return out;
}

}  // namespace castellan::api
