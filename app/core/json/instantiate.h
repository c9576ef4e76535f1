// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// The codec's templates, included only by the files that instantiate it for their records (they are slow to compile).

#include "core/json/codec.h"
#include "core/json/wiping_memory.h"
#include "core/try.h"

#include <boost/describe.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/mp11/algorithm.hpp>

#include <cmath>
#include <concepts>
#include <type_traits>
#include <utility>

namespace castellan::json {
namespace detail {

template <class T> struct is_vector : std::false_type {};
template <class T> struct is_vector<std::vector<T>> : std::true_type {};
template <class T> struct is_optional : std::false_type {};
template <class T> struct is_optional<std::optional<T>> : std::true_type {};
template <class T> struct is_patch : std::false_type {};
template <class T> struct is_patch<Patch<T>> : std::true_type {};
template <class T> struct is_text : std::false_type {};
template <std::size_t N> struct is_text<Text<N>> : std::true_type {};
template <class T> struct is_secret : std::false_type {};
template <std::size_t N> struct is_secret<SecretText<N>> : std::true_type {};
template <class T> struct element {
    using type = T;
};
template <class T> struct element<Patch<T>> {
    using type = T;
};

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;
template <class T>
concept KeepsRaw = requires(T t) {
    { t.raw } -> std::same_as<object &>;
};

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_any_access | boost::describe::mod_inherited>;

/// Whether there is a SecretText in it, at any depth.
template <class T> consteval bool holdsSecret()
{
    if constexpr (is_secret<T>::value) {
        return true;
    } else if constexpr (is_optional<T>::value || is_vector<T>::value) {
        return holdsSecret<typename T::value_type>();
    } else if constexpr (is_patch<T>::value) {
        return holdsSecret<typename element<T>::type>();
    } else if constexpr (Described<T>) {
        bool found = false;
        boost::mp11::mp_for_each<Members<T>>([&](auto d) {
            found = found || holdsSecret<std::remove_cvref_t<decltype(std::declval<T &>().*d.pointer)>>();
        });
        return found;
    } else {
        return false;
    }
}

constexpr std::string_view wireName(std::string_view member)
{
    return member.ends_with('_') ? member.substr(0, member.size() - 1) : member;
}

inline std::string join(const std::string &path, std::string_view name)
{
    return path.empty() ? std::string(name) : path + "." + std::string(name);
}

[[nodiscard]] Failure wrong(const std::string &path, std::string_view expected);
[[nodiscard]] Result<void> refuseUnknown(const object &from, bool (*known)(std::string_view), const std::string &path);

template <class T> Result<T> read(const value &v, UnknownMembers unknown, const std::string &path);
template <class T> value write(const T &record);

inline Result<std::string_view> readString(const value &v, UnknownMembers unknown, std::size_t limit,
                                           const std::string &path)
{
    if (!v.is_string())
        return wrong(path, "a string");
    if (unknown == UnknownMembers::refuse && v.get_string().size() > limit)
        return wrong(path, "at most " + std::to_string(limit) + " bytes");
    return std::string_view(v.get_string());
}

template <class T> Result<T> readArray(const value &v, UnknownMembers unknown, const std::string &path)
{
    if (!v.is_array())
        return wrong(path, "a list");
    T out;
    out.reserve(v.get_array().size());
    std::size_t i = 0;
    for (const auto &item : v.get_array()) {
        auto one = TRY(read<typename T::value_type>(item, unknown, path + "[" + std::to_string(i++) + "]"));
        out.push_back(std::move(one));
    }
    return out;
}

template <class T> bool isMember(std::string_view name)
{
    bool found = false;
    boost::mp11::mp_for_each<Members<T>>([&](auto d) { found = found || wireName(d.name) == name; });
    return found;
}

template <class T> Result<T> readStruct(const value &v, UnknownMembers unknown, const std::string &path)
{
    if (!v.is_object())
        return wrong(path, "an object");
    const auto &from = v.get_object();
    if (unknown == UnknownMembers::refuse) {
        TRY(refuseUnknown(from, &isMember<T>, path));
    }
    T out{};
    std::optional<Error> error;
    boost::mp11::mp_for_each<Members<T>>([&](auto d) {
        if (error)
            return;
        using M = std::remove_cvref_t<decltype(out.*d.pointer)>;
        const auto name = wireName(d.name);
        const auto it = from.find(name);
        if (it == from.end()) {
            if constexpr (!is_optional<M>::value && !is_patch<M>::value)
                error = wrong(join(path, name), "a value, it is missing").value();
            return;
        }
        auto one = read<M>(it->value(), unknown, join(path, name));
        if (one)
            out.*d.pointer = std::move(*one);
        else
            error = std::move(one.error());
    });
    if (error)
        return fail(std::move(*error));
    if constexpr (KeepsRaw<T>)
        out.raw = from;
    return out;
}

template <class T> Result<T> read(const value &v, UnknownMembers unknown, const std::string &path)
{
    if constexpr (std::is_same_v<T, value>) {
        return v;
    } else if constexpr (std::is_same_v<T, object>) {
        if (!v.is_object())
            return wrong(path, "an object");
        return v.get_object();
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!v.is_bool())
            return wrong(path, "true or false");
        return v.get_bool();
    } else if constexpr (is_text<T>::value || is_secret<T>::value) {
        return T(TRY(readString(v, unknown, T::limit, path)));
    } else if constexpr (std::is_same_v<T, std::string>) {
        return T(TRY(readString(v, unknown, defaultStringLimit, path)));
    } else if constexpr (std::is_integral_v<T>) {
        boost::system::error_code ec;
        const auto n = v.is_number() ? v.to_number<T>(ec) : T{};
        if (ec || !v.is_number())
            return wrong(path, "a whole number");
        return n;
    } else if constexpr (std::is_floating_point_v<T>) {
        boost::system::error_code ec;
        const auto n = v.is_number() ? v.to_number<T>(ec) : T{};
        if (ec || !v.is_number())
            return wrong(path, "a number");
        return n;
    } else if constexpr (is_optional<T>::value) {
        if (v.is_null())
            return T{};
        auto one = TRY(read<typename T::value_type>(v, unknown, path));
        return T{std::move(one)};
    } else if constexpr (is_patch<T>::value) {
        if (v.is_null())
            return T::null();
        auto one = TRY(read<typename element<T>::type>(v, unknown, path));
        return T{std::move(one)};
    } else if constexpr (is_vector<T>::value) {
        return readArray<T>(v, unknown, path);
    } else {
        static_assert(Described<T>, "describe the struct with BOOST_DESCRIBE_STRUCT");
        return readStruct<T>(v, unknown, path);
    }
}

/// Whether the member is left out of its object.
template <class M> bool isAbsent(const M &member)
{
    if constexpr (is_optional<M>::value)
        return !member.has_value();
    else if constexpr (is_patch<M>::value)
        return !member.present();
    else
        return false;
}

template <class T> value write(const T &record)
{
    if constexpr (std::is_same_v<T, value>) {
        return record;
    } else if constexpr (std::is_same_v<T, object>) {
        return value(record);
    } else if constexpr (std::is_arithmetic_v<T>) {
        return value(record);
    } else if constexpr (std::is_same_v<T, std::string> || is_text<T>::value) {
        return value(boost::json::string_view(record.data(), record.size()));
    } else if constexpr (is_optional<T>::value) {
        return record ? write(*record) : value(nullptr);
    } else if constexpr (is_patch<T>::value) {
        return record.hasValue() ? write(*record) : value(nullptr);
    } else if constexpr (is_vector<T>::value) {
        array out;
        out.reserve(record.size());
        for (const auto &item : record)
            out.push_back(write(item));
        return value(std::move(out));
    } else {
        object out;
        boost::mp11::mp_for_each<Members<T>>([&](auto d) {
            const auto &member = record.*d.pointer;
            if (isAbsent(member))
                return;
            out.emplace(wireName(d.name), write(member));
        });
        return value(std::move(out));
    }
}

/// The record's JSON, written straight to text: no value in between that would keep a secret.
template <class T> void append(WipingString &out, const T &record)
{
    if constexpr (!holdsSecret<T>()) {
        out += json::serialize(write(record));
    } else if constexpr (is_secret<T>::value) {
        appendQuoted(out, record.view());
    } else if constexpr (is_optional<T>::value) {
        if (record)
            append(out, *record);
        else
            out += "null";
    } else if constexpr (is_vector<T>::value) {
        const char *before = "[";
        for (const auto &item : record) {
            out += std::exchange(before, ",");
            append(out, item);
        }
        out += record.empty() ? "[]" : "]";
    } else {
        static_assert(!is_patch<T>::value, "no record has a patch with a secret");
        const char *before = "{";
        boost::mp11::mp_for_each<Members<T>>([&](auto d) {
            const auto &member = record.*d.pointer;
            if (isAbsent(member))
                return;
            out += std::exchange(before, ",");
            appendQuoted(out, wireName(d.name));
            out += ':';
            append(out, member);
        });
        out += *before == '{' ? "{}" : "}";
    }
}

}  // namespace detail

template <class T> Result<T> decode(const value &v, UnknownMembers unknown, const std::string &path)
{
    return detail::read<T>(v, unknown, path);
}

template <class T> value encode(const T &record)
{
    static_assert(!detail::holdsSecret<T>(), "use encodeText: a value doesn't wipe itself");
    return detail::write(record);
}

template <class T> Result<T> decodeText(std::string_view text, UnknownMembers unknown)
{
    if constexpr (detail::holdsSecret<T>()) {
        WipingMemory memory;
        const auto parsed = TRY(parseIn(memory, text));
        return detail::read<T>(parsed, unknown, {});
    } else {
        const auto parsed = TRY(parse(text));
        return decode<T>(parsed, unknown);
    }
}

template <class T> WipingString encodeText(const T &record)
{
    WipingString out;
    detail::append(out, record);
    return out;
}

}  // namespace castellan::json

/// Makes the codec of a record available to all who see its header.
#define CASTELLAN_JSON_RECORD(T)                                                                                       \
    CASTELLAN_JSON_TEXT(T)                                                                                             \
    template ::castellan::Result<T> castellan::json::decode<T>(                                                        \
        const ::castellan::json::value &, ::castellan::json::UnknownMembers, const std::string &);                     \
    template ::castellan::json::value castellan::json::encode<T>(const T &);

/// The same for a record that holds a secret: it comes from text and becomes text.
#define CASTELLAN_JSON_SECRET_RECORD(T)                                                                                \
    static_assert(::castellan::json::detail::holdsSecret<T>());                                                        \
    CASTELLAN_JSON_TEXT(T)

#define CASTELLAN_JSON_TEXT(T)                                                                                         \
    template ::castellan::Result<T> castellan::json::decodeText<T>(std::string_view,                                   \
                                                                   ::castellan::json::UnknownMembers);                 \
    template ::castellan::WipingString castellan::json::encodeText<T>(const T &);
