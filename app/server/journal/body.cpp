// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/journal/body.h"

#include "core/crypto/digest.h"
#include "core/crypto/token.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>

namespace castellan::journal {
namespace {

constexpr std::string_view mask = "***";

bool endsWithAnyCase(std::string_view text, std::string_view lowerEnd)
{
    if (text.size() < lowerEnd.size())
        return false;
    return std::ranges::equal(text.substr(text.size() - lowerEnd.size()), lowerEnd,
                              [](char a, char b) { return (a >= 'A' && a <= 'Z' ? char(a - 'A' + 'a') : a) == b; });
}

bool isSecretName(std::string_view name)
{
    constexpr auto ends = std::to_array<std::string_view>({"pass", "password", "passphrase", "token", "secret",
                                                           "credentials", "credential", "privatekey", "apikey", "_key",
                                                           "pin", "otp", "cookie", "authorization"});
    return std::ranges::any_of(ends, [&](auto end) { return endsWithAnyCase(name, end); });
}

/// Of a path such as `env[1].value` or `smtp.auth.password`.
bool isSecretPath(std::string_view path)
{
    if (path.starts_with("env[") || path.find(".env[") != std::string_view::npos)
        return true;
    std::size_t from = 0;
    while (from <= path.size()) {
        const auto to = std::min(path.find_first_of(".[]", from), path.size());
        if (isSecretName(path.substr(from, to - from)))
            return true;
        from = to + 1;
    }
    return false;
}

void maskValue(json::value &value, bool secret);

void maskMembers(json::object &object, bool secret)
{
    for (auto &member : object) {
        // {"token":{"name":…}} describes a token.
        const bool describes = member.value().is_object() && endsWithAnyCase(member.key(), "token");
        maskValue(member.value(), secret || (!describes && isSecretName(member.key())));
    }
}

void maskValue(json::value &value, bool secret)
{
    if (value.is_object()) {
        maskMembers(value.get_object(), secret);
    } else if (value.is_array()) {
        for (auto &item : value.get_array())
            maskValue(item, secret);
    } else if (value.is_string()) {
        const std::string_view text(value.get_string().data(), value.get_string().size());
        if (secret || tokenKind(text))
            value = mask;
    } else if (secret && value.is_number()) {
        value = mask;
    }
}

void maskUpdate(json::object &update)
{
    const auto *key = update.if_contains("key");
    if (key == nullptr || !key->is_string())
        return;
    if (!isSecretPath({key->get_string().data(), key->get_string().size()}))
        return;
    for (const auto *name : {"old", "new"}) {
        if (auto *value = update.if_contains(name); value != nullptr && !value->is_null() && !value->is_bool())
            *value = mask;
    }
}

}  // namespace

void maskSecrets(json::object &body)
{
    if (auto *updates = body.if_contains("updates"); updates != nullptr && updates->is_array()) {
        for (auto &update : updates->get_array()) {
            if (update.is_object())
                maskUpdate(update.get_object());
        }
    }
    maskMembers(body, false);
}

json::object userBody(const store::PublicIds &ids, const store::User &user)
{
    return {{"id", ids.encode(user.id)}, {"username", user.username}, {"name", user.name}};
}

std::string storedBody(const json::object &body)
{
    auto text = repairedUtf8(json::serialize(body));
    if (text.size() <= bodyLimit)
        return text;
    // Quoting can make text up to six times as long.
    for (std::size_t keep = bodyLimit - 256; keep > 0; keep /= 2) {
        json::object cut;
        cut["cut"] = true;
        cut["bytes"] = text.size();
        cut["sha256"] = toHex(sha256(bytesOf(text)));
        cut["begin"] = boost::json::string_view(cutUtf8(text, keep));
        if (auto out = json::serialize(cut); out.size() <= bodyLimit)
            return out;
    }
    return "{}";
}

}  // namespace castellan::journal
