// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/codec.h"

#include "core/json/instantiate.h"
#include "core/json/wiping_memory.h"
#include "core/text/utf8.h"
#include "core/try.h"

#include <boost/json/parse.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>

#include <array>

namespace castellan::json {
namespace {

/// 1e400 parses to infinity; nothing of ours means that.
Result<void> refuseNonFinite(const value &v, const std::string &path)
{
    if (v.is_double() && !std::isfinite(v.get_double()))
        return fail(ErrorCode::invalid_json, "The JSON holds a number that is not finite.").at(path);
    if (v.is_array()) {
        std::size_t i = 0;
        for (const auto &item : v.get_array())
            TRY(refuseNonFinite(item, path + "[" + std::to_string(i++) + "]"));
    } else if (v.is_object()) {
        for (const auto &member : v.get_object())
            TRY(refuseNonFinite(member.value(), detail::join(path, member.key())));
    }
    return {};
}

/// Counts members as the text has them, so that a key written twice shows as a difference to the parsed value.
std::size_t membersIn(const value &v)
{
    std::size_t n = 0;
    if (v.is_array())
        for (const auto &item : v.get_array())
            n += membersIn(item);
    else if (v.is_object())
        for (const auto &member : v.get_object())
            n += 1 + membersIn(member.value());
    return n;
}

/// Colons outside strings: one per member that the text has. The text has been parsed, so it is well-formed.
std::size_t colonsIn(std::string_view text)
{
    std::size_t n = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (inString) {
            if (text[i] == '\\')
                ++i;
            else if (text[i] == '"')
                inString = false;
        } else if (text[i] == '"') {
            inString = true;
        } else if (text[i] == ':') {
            ++n;
        }
    }
    return n;
}

Result<void> check(const value &v, std::string_view text)
{
    if (colonsIn(text) != membersIn(v))
        return fail(ErrorCode::invalid_json, "The JSON names a member twice in one object.");
    return refuseNonFinite(v, {});
}

boost::json::parse_options parseOptions()
{
    boost::json::parse_options options;
    options.max_depth = 64;
    return options;
}

Failure notJson(const boost::system::error_code &ec)
{
    return fail(ErrorCode::invalid_json, "The text is not valid JSON: " + ec.message() + ".");
}

/// The parser unescapes strings in a buffer on the stack, which calls after it may leave as it is.
[[gnu::noinline]] void wipeStackBelow()
{
    std::array<char, 16 * 1024> below;  // NOLINT(cppcoreguidelines-pro-type-member-init): only overwritten
    wipe(below.data(), below.size());
}

}  // namespace

Result<value> parse(std::string_view text)
{
    boost::system::error_code ec;
    auto v = boost::json::parse(boost::json::string_view(text.data(), text.size()), ec, {}, parseOptions());
    if (ec)
        return notJson(ec);
    TRY(check(v, text));
    return v;
}

Result<value> parseIn(WipingMemory &memory, std::string_view text)
{
    boost::system::error_code ec;
    value v(&memory);
    {
        boost::json::parser parser(&memory, parseOptions());
        parser.reset(&memory);
        parser.write(text.data(), text.size(), ec);
        if (!ec)
            v = parser.release();
    }
    wipeStackBelow();
    if (ec)
        return notJson(ec);
    TRY(check(v, text));
    return v;
}

std::string serialize(const value &v)
{
    return boost::json::serialize(v);
}

namespace detail {

Failure wrong(const std::string &path, std::string_view expected)
{
    const auto where = path.empty() ? std::string("the body") : path;
    return fail(ErrorCode::validation, where + ": expected " + std::string(expected)).at(path);
}

Result<void> refuseUnknown(const object &from, bool (*known)(std::string_view), const std::string &path)
{
    for (const auto &member : from) {
        if (known(member.key()))
            continue;
        // As much of a stranger's word as names it.
        constexpr std::size_t enough = 64;
        const auto name = cutUtf8(member.key(), enough);
        return fail(ErrorCode::validation, join(path, name) + ": is not a member of this record").at(join(path, name));
    }
    return {};
}

}  // namespace detail

// Some responses are read before their record is known.
template Result<value> decode<value>(const value &, UnknownMembers, const std::string &);
template value encode<value>(const value &);
template Result<value> decodeText<value>(std::string_view, UnknownMembers);
template WipingString encodeText<value>(const value &);

}  // namespace castellan::json
