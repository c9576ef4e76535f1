// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/policy.h"

#include "core/common_passwords.h"
#include "core/try.h"
#include "core/wiping.h"

#include <zxcvbn.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace castellan {
namespace {

/// Code points of valid UTF-8; every byte counts where it isn't.
std::size_t codePoints(std::string_view text)
{
    std::size_t n = 0;
    for (const char c : text)
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U)
            ++n;
    return n;
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Everything else, letters of other alphabets included.
bool isSpecial(char c)
{
    return !isLower(c) && !isUpper(c) && !isDigit(c);
}

auto weak(std::string rule)
{
    return fail(ErrorCode::password_too_weak, "password: " + std::move(rule)).at("password");
}

Result<void> checkClasses(const PasswordPolicy &policy, std::string_view text)
{
    if (policy.requireLower && std::ranges::none_of(text, isLower))
        return weak("needs a lower-case letter (a to z)");
    if (policy.requireUpper && std::ranges::none_of(text, isUpper))
        return weak("needs an upper-case letter (A to Z)");
    if (policy.requireDigit && std::ranges::none_of(text, isDigit))
        return weak("needs a digit (0 to 9)");
    if (policy.requireSpecial && std::ranges::none_of(text, isSpecial))
        return weak("needs a special character, such as - or !");
    return {};
}

/// zxcvbn's time grows faster than the text; what the first part withstands, the whole does.
constexpr std::size_t judged = 64;

}  // namespace

void NetworkPolicy::readRanges()
{
    const auto read = [](const std::vector<std::string> &texts) {
        std::vector<AddressRange> out;
        for (const auto &text : texts)
            if (const auto range = addressRangeFrom(text))
                out.push_back(*range);
        return out;
    };
    allowedRanges = read(allowedAddresses);
    proxyRanges = read(trustedProxies);
}

bool NetworkPolicy::allows(std::string_view address) const
{
    if (allowedRanges.empty())
        return true;
    const auto parsed = addressFrom(address);
    return parsed && isListed(allowedRanges, *parsed);
}

int passwordStrength(const Secret &password, std::span<const std::string> personal)
{
    std::vector<const char *> words;
    words.reserve(personal.size() + 1);
    for (const auto &word : personal)
        if (!word.empty())
            words.push_back(word.c_str());
    words.push_back(nullptr);
    const WipingString text(password.view().substr(0, judged));
    const double bits = ZxcvbnMatch(text.c_str(), words.data(), nullptr);
    const double guesses = bits * std::log10(2.0);
    if (guesses < 3)
        return 0;
    if (guesses < 6)
        return 1;
    if (guesses < 8)
        return 2;
    return guesses < 10 ? 3 : 4;
}

Result<void> checkPassword(const PasswordPolicy &policy, const Secret &password, std::span<const std::string> personal)
{
    const auto length = codePoints(password.view());
    if (length < policy.minimum)
        return weak("too short, use at least " + std::to_string(policy.minimum) + " characters");
    if (length > policy.maximum)
        return weak("too long, use at most " + std::to_string(policy.maximum) + " characters");
    if (password.view().find('\0') != std::string_view::npos)
        return weak("holds a NUL character, leave it out");
    if (policy.refuseCommon && isCommonPassword(password.view()))
        return weak("is among the most common passwords, choose another");
    TRY(checkClasses(policy, password.view()));
    if (policy.strength > 0 && passwordStrength(password, personal) < policy.strength)
        return weak("too easy to guess; choose one that is not made of common words, names or patterns");
    return {};
}

std::chrono::days AuditPolicy::of(EventCategory category) const
{
    switch (category) {
    case EventCategory::signIn:
        return signIn;
    case EventCategory::people:
        return people;
    case EventCategory::keys:
        return keys;
    case EventCategory::teams:
        return teams;
    case EventCategory::platform:
        return platform;
    case EventCategory::refusals:
        return refusals;
    }
    return {};
}

}  // namespace castellan
