// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/rules.h"

#include "core/text/email.h"
#include "core/text/fold.h"
#include "core/text/names.h"

#include <algorithm>

namespace castellan::api {
namespace {

bool isWord(char c, bool upper)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || (upper && c >= 'A' && c <= 'Z');
}

}  // namespace

Result<void> checkUsername(std::string_view username)
{
    const bool words = !username.empty() && std::ranges::all_of(username, [](char c) { return isWord(c, true); });
    if (!words)
        return fail(ErrorCode::invalid_username, "username: use letters a-z, digits, - and _ only").at("username");
    if (const auto folded = caseFolded(username); folded == "admin" || folded == "root")
        return fail(ErrorCode::invalid_username, "username: this name is reserved, choose another").at("username");
    return {};
}

Result<void> checkUsername(const Context &context, std::string_view username)
{
    // Requests name users by either; an id as a name would be taken for another user.
    if (context.idFrom<UserId>(username))
        return fail(ErrorCode::invalid_username, "username: has the form of a user's id, choose another")
            .at("username");
    return checkUsername(username);
}

Result<void> checkEmail(std::string_view email)
{
    if (!emailAddressFrom(email))
        return fail(ErrorCode::invalid_email, "email: is not an e-mail address such as name@example.com").at("email");
    return {};
}

Result<void> checkName(std::string_view member, std::string_view name)
{
    if (const auto fault = faultOfName(name))
        return fail(ErrorCode::validation, std::string(member) +
                                               ": expected a name of visible characters in one line; "
                                               "this one " +
                                               std::string(*fault))
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
