// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/email.h"

#include "core/text/domain.h"
#include "core/text/fold.h"
#include "core/text/utf8.h"

#include <utf8proc.h>

#include <algorithm>

namespace castellan {
namespace {

// RFC 5321, 4.5.3.1, in bytes; a path of 256 has angle brackets around the address.
constexpr std::size_t localLimit = 64;
constexpr std::size_t addressLimit = 254;
// RFC 1035, 2.3.4, without the root's dot.
constexpr std::size_t domainLimit = 253;
constexpr std::size_t labelLimit = 63;

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// `atext` of RFC 5322, 3.2.3.
bool isAtomCharacter(char c)
{
    return isLetterOrDigit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

/// RFC 6531 takes every character beyond ASCII; of those, the invisible ones would make two addresses look like one.
bool isVisible(char32_t c)
{
    const auto category = utf8proc_category(utf8proc_int32_t(c));
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_SO &&
           !utf8proc_get_property(utf8proc_int32_t(c))->ignorable;
}

/// Atoms with single dots between them.
bool isLocalPart(std::string_view text)
{
    if (text.empty() || text.size() > localLimit || text.front() == '.' || text.back() == '.' ||
        text.find("..") != std::string_view::npos)
        return false;
    while (!text.empty()) {
        const auto c = takeCodePoint(text);
        if (c < 0x80 ? c != '.' && !isAtomCharacter(char(c)) : !isVisible(c))
            return false;
    }
    return true;
}

bool isLabel(std::string_view label)
{
    return !label.empty() && label.size() <= labelLimit && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, [](char c) { return isLetterOrDigit(c) || c == '-'; });
}

/// Before UTS 46 maps it: that leaves invisible characters out, and an address that hides something equals another one.
/// Joiners are judged by their letters (RFC 5892, A.1 and A.2).
bool isVisibleDomain(std::string_view text)
{
    while (!text.empty())
        if (const auto c = takeCodePoint(text); c >= 0x80 && c != 0x200c && c != 0x200d && !isVisible(c))
            return false;
    return true;
}

/// Letters, digits and hyphens, of RFC 5321, 4.1.2.
bool isDomain(std::string_view text)
{
    if (text.empty() || text.size() > domainLimit)
        return false;
    for (;;) {
        const auto dot = text.find('.');
        if (!isLabel(text.substr(0, dot)))
            return false;
        if (dot == std::string_view::npos)
            return true;
        text.remove_prefix(dot + 1);
    }
}

}  // namespace

std::optional<EmailAddress> emailAddressFrom(std::string_view text)
{
    // Folding and composing make no text shorter than a third.
    if (text.size() > 3 * addressLimit || !isUtf8(text) || text.find('\0') != std::string_view::npos)
        return std::nullopt;
    const auto whole = normalized(text);
    const auto at = whole.rfind('@');
    if (at == std::string::npos || !isLocalPart(std::string_view(whole).substr(0, at)))
        return std::nullopt;
    if (!isVisibleDomain(std::string_view(whole).substr(at + 1)))
        return std::nullopt;
    const auto domain = asciiDomain(whole.substr(at + 1)).value_or("");
    if (!isDomain(domain))
        return std::nullopt;
    EmailAddress out;
    out.address = whole.substr(0, at + 1) + unicodeDomain(domain);
    out.key = caseFolded(whole.substr(0, at)) + '@' + domain;
    if (at + 1 + domain.size() > addressLimit || out.address.size() > addressLimit)
        return std::nullopt;
    return out;
}

std::string storedEmail(std::string text)
{
    auto address = emailAddressFrom(text);
    return address ? std::move(address->address) : text;
}

std::string emailKey(std::string_view text)
{
    auto address = emailAddressFrom(text);
    return address ? std::move(address->key) : caseFolded(text);
}

}  // namespace castellan
