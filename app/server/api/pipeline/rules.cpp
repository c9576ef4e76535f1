// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/rules.h"

#include <algorithm>

namespace castellan::api {
namespace {

bool isWord(char c, bool upper)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || (upper && c >= 'A' && c <= 'Z');
}

bool hasControl(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

Result<void> checkUsername(std::string_view username)
{
    const bool words = !username.empty() && std::ranges::all_of(username, [](char c) { return isWord(c, true); });
    if (!words)
        return fail(ErrorCode::invalid_username, "username: use letters a-z, digits, - and _ only").at("username");
    if (username == "admin" || username == "root")
        return fail(ErrorCode::invalid_username, "username: this name is reserved, choose another").at("username");
    return {};
}

Result<void> checkEmail(std::string_view email)
{
    const auto at = email.find('@');
    const bool plausible = at != std::string_view::npos && at > 0 &&
                           email.find('@', at + 1) == std::string_view::npos && at + 1 < email.size() &&
                           !hasControl(email) && email.find_first_of(" ,;<>\"") == std::string_view::npos &&
                           email.back() != '.' && email[at + 1] != '.';
    if (!plausible)
        return fail(ErrorCode::invalid_email, "email: is not an e-mail address such as name@example.com").at("email");
    return {};
}

Result<void> checkName(std::string_view member, std::string_view name)
{
    if (name.find_first_not_of(' ') == std::string_view::npos || hasControl(name))
        return fail(ErrorCode::validation, std::string(member) + ": expected a name of visible characters")
            .at(std::string(member));
    return {};
}

Result<void> checkSlug(std::string_view slug)
{
    const bool words = !slug.empty() && std::ranges::all_of(slug, [](char c) { return isWord(c, false); });
    if (!words || slug == "create")
        return fail(ErrorCode::invalid_slug, "slug: use lower-case letters a-z, digits, - and _ (but not \"create\")")
            .at("slug");
    return {};
}

std::string slugOf(std::string_view name)
{
    std::string out;
    for (const char c : name) {
        const char lower = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
        if (isWord(lower, false))
            out += lower;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    while (!out.empty() && out.back() == '-')
        out.pop_back();
    return out;
}

}  // namespace castellan::api
