// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/secret_text.h"
#include "core/result.h"
#include "core/wiping.h"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The codec between JSON and described structs. A struct that is described (BOOST_DESCRIBE_STRUCT) and instantiated
/// (see instantiate.h) can be read and written. A C++ member's name is the wire's; one trailing underscore is dropped
/// (`new_`, `default_`). What is wrong is named by its path: `members[3].role: expected a number`.
namespace castellan::json {

using boost::json::array;
using boost::json::object;
using boost::json::value;

enum class UnknownMembers {
    refuse,  ///< for requests, on the server
    ignore,  ///< for responses, on the client
};

/// A string with its own bound, in bytes of UTF-8.
template <std::size_t N> struct Text : std::string {
    using std::string::string;
    Text(std::string text) : std::string(std::move(text)) {}
    static constexpr std::size_t limit = N;
};

/// A member of a PATCH-like record: absent, null and value are three things.
template <class T> class Patch {
public:
    Patch() = default;
    Patch(T v) : m_present(true), m_value(std::move(v)) {}
    static Patch null()
    {
        Patch p;
        p.m_present = true;
        return p;
    }
    [[nodiscard]] bool present() const { return m_present; }
    [[nodiscard]] bool isNull() const { return m_present && !m_value; }
    [[nodiscard]] bool hasValue() const { return m_value.has_value(); }
    [[nodiscard]] const T &operator*() const { return *m_value; }
    [[nodiscard]] const T *operator->() const { return &*m_value; }

private:
    bool m_present = false;
    std::optional<T> m_value;
};

/// Strict JSON (RFC 8259): depth 64, no duplicate keys, finite numbers, valid UTF-8. ErrorCode::invalid_json.
[[nodiscard]] Result<value> parse(std::string_view text);
[[nodiscard]] std::string serialize(const value &v);

/// ErrorCode::validation with the path. A described struct with an undescribed member `object raw` keeps what it was
/// read from there. Under `refuse`, strings are bounded.
template <class T> [[nodiscard]] Result<T> decode(const value &v, UnknownMembers unknown, const std::string &path = {});

/// std::optional members without a value and absent Patch members are left out.
template <class T> [[nodiscard]] value encode(const T &record);

/// The same from and to text. A record that holds a SecretText goes through no other memory than what wipes itself;
/// there is no decode and no encode of it, because a value doesn't.
template <class T> [[nodiscard]] Result<T> decodeText(std::string_view text, UnknownMembers unknown);
template <class T> [[nodiscard]] WipingString encodeText(const T &record);

}  // namespace castellan::json
