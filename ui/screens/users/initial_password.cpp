// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/users/initial_password.h"

#include "core/wiping.h"

#include <algorithm>
#include <array>
#include <string>

namespace castellan::ui {
namespace {

// 32 characters: five bits each, so that no value of a byte is favoured. No 0/O, 1/l/I, u/v.
constexpr std::string_view alphabet = "abcdefghjkmnpqrstwxyz23456789ACD";
static_assert(alphabet.size() == 32);

std::string draw(Random &random)
{
    std::array<std::byte, 20> bytes{};
    random.fill(bytes);
    std::string text;
    text.reserve(bytes.size() + 3);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0 && i % 5 == 0)
            text += '-';
        text += alphabet[std::to_integer<std::size_t>(bytes[i]) % alphabet.size()];
    }
    bytes.fill(std::byte{});
    return text;
}

/// The usual rules of servers; the hyphens are the special characters.
bool hasEveryClass(std::string_view text)
{
    const auto any = [text](char from, char to) {
        return std::ranges::any_of(text, [=](char c) { return c >= from && c <= to; });
    };
    return any('a', 'z') && any('A', 'Z') && any('0', '9');
}

}  // namespace

Secret initialPassword(Random &random)
{
    Wiped<std::string> text = draw(random);
    // One in seven has no capital. Bounded, because a source of chance may be a constant in a test.
    for (int again = 0; again < 100 && !hasEveryClass(text); ++again)
        text = Wiped<std::string>(draw(random));
    return Secret(text);
}

}  // namespace castellan::ui
