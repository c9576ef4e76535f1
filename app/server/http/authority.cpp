// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/authority.h"

#include <algorithm>
#include <charconv>

namespace castellan::http {
namespace {

bool isName(std::string_view text)
{
    const bool address = text.size() > 2 && text.front() == '[' && text.back() == ']';
    if (address)
        text = text.substr(1, text.size() - 2);
    const std::string_view more = address ? ":." : "-_.";
    return !text.empty() && std::ranges::all_of(text, [more](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               more.find(c) != std::string_view::npos;
    });
}

}  // namespace

std::optional<Authority> parseAuthority(std::string_view text)
{
    Authority out;
    const auto bracket = text.empty() || text.front() != '[' ? std::string_view::npos : text.find(']');
    const auto colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    out.name = text.substr(0, colon);
    if (out.name.size() > 1 && out.name.back() == '.')
        out.name.remove_suffix(1);
    if (!isName(out.name))
        return std::nullopt;
    if (colon == std::string_view::npos || colon + 1 == text.size())
        return out;
    const auto digits = text.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    out.port = port;
    return out;
}

namespace {

std::string_view withoutUsualPort(std::string_view origin)
{
    const std::string_view usual = origin.starts_with("https://") ? ":443" : ":80";
    if (origin.ends_with(usual))
        origin.remove_suffix(usual.size());
    return origin;
}

}  // namespace

bool sameOrigin(std::string_view a, std::string_view b)
{
    return withoutUsualPort(a) == withoutUsualPort(b);
}

}  // namespace castellan::http
