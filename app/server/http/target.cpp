// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/target.h"

#include "core/text/utf8.h"
#include "core/try.h"
#include "server/http/text.h"

#include <optional>

namespace castellan::http {
namespace {

std::optional<unsigned> hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return unsigned(c - '0');
    const char l = lower(c);
    if (l >= 'a' && l <= 'f')
        return unsigned(l - 'a') + 10;
    return std::nullopt;
}

Result<std::string> decoded(std::string_view text, bool plusIsSpace)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (text.size() - i < 3)
                return fail(ErrorCode::invalid_request, "The request's target ends within a percent-encoded byte.");
            const auto high = hexDigit(text[i + 1]);
            const auto low = hexDigit(text[i + 2]);
            if (!high || !low)
                return fail(ErrorCode::invalid_request, "The request's target has a percent sign without two digits.");
            c = char(*high << 4 | *low);
            i += 2;
            if (c == '\0')
                return fail(ErrorCode::invalid_request, "The request's target has a NUL.");
        } else if (c == '+' && plusIsSpace) {
            c = ' ';
        }
        out += c;
    }
    if (!isUtf8(out))
        return fail(ErrorCode::invalid_request, "The request's target isn't UTF-8.");
    return out;
}

Result<std::string> decodedSegment(std::string_view raw)
{
    if (raw.find('\\') != std::string_view::npos)
        return fail(ErrorCode::invalid_request, "The request's path has a backslash.");
    auto segment = TRY(decoded(raw, false));
    if (segment.empty())
        return fail(ErrorCode::invalid_request, "The request's path has an empty segment.");
    if (segment == "." || segment == "..")
        return fail(ErrorCode::invalid_request, "The request's path has a dot segment.");
    for (const char c : segment) {
        if (c == '/')
            return fail(ErrorCode::invalid_request, "The request's path has an encoded slash.");
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            return fail(ErrorCode::invalid_request, "The request's path has a control character.");
    }
    return segment;
}

Result<std::string> decodedPath(std::string_view raw)
{
    if (raw.empty() || raw.front() != '/')
        return fail(ErrorCode::invalid_request, "The request's target must be a path that begins with a slash.");
    raw.remove_prefix(1);
    if (!raw.empty() && raw.back() == '/')
        raw.remove_suffix(1);
    else if (raw.empty())
        return std::string("/");
    std::string path;
    for (;;) {
        const auto slash = raw.find('/');
        auto segment = TRY(decodedSegment(raw.substr(0, slash)));
        path += '/';
        path += segment;
        if (slash == std::string_view::npos)
            return path;
        raw.remove_prefix(slash + 1);
    }
}

Result<void> decodeQuery(std::string_view raw, Target &target)
{
    while (!raw.empty()) {
        const auto end = raw.find('&');
        const auto pair = raw.substr(0, end);
        raw = end == std::string_view::npos ? std::string_view() : raw.substr(end + 1);
        if (pair.empty())
            continue;
        const auto equals = pair.find('=');
        auto name = decoded(pair.substr(0, equals), true);
        auto value = decoded(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
        if (!name)
            return fail(name.error());
        if (!value)
            return fail(value.error());
        target.query.emplace_back(std::move(*name), std::move(*value));
    }
    return {};
}

/// Takes `http://authority` off; an absolute form without a path means the root.
std::string takeAuthority(std::string_view &target)
{
    const auto begin = target.find("://");
    if (begin == std::string_view::npos ||
        !(sameWord(target.substr(0, begin), "http") || sameWord(target.substr(0, begin), "https")))
        return {};
    target.remove_prefix(begin + 3);
    const auto end = target.find_first_of("/?");
    std::string authority(target.substr(0, end));
    target = end == std::string_view::npos ? std::string_view("/") : target.substr(end);
    return authority;
}

}  // namespace

Result<Target> parseTarget(std::string_view text)
{
    Target target;
    if (text == "*") {
        target.asterisk = true;
        target.path = "*";
        return target;
    }
    if (text.find('#') != std::string_view::npos)
        return fail(ErrorCode::invalid_request, "The request's target has a fragment.");
    target.authority = takeAuthority(text);
    const auto question = text.find('?');
    auto path = TRY(decodedPath(text.substr(0, question)));
    target.path = std::move(path);
    if (question != std::string_view::npos)
        TRY(decodeQuery(text.substr(question + 1), target));
    return target;
}

}  // namespace castellan::http
