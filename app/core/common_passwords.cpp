// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/common_passwords.h"

#include "core/wiping.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace castellan {
namespace {

/// Ascending, in lower case.
const char *const words[] = {
#include "common_passwords.inc"
};

constexpr std::size_t longest = 64;

}  // namespace

bool isCommonPassword(std::string_view password)
{
    if (password.size() > longest)
        return false;
    WipingString lower(password);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    const auto it = std::lower_bound(std::begin(words), std::end(words), std::string_view(lower),
                                     [](const char *word, std::string_view sought) { return word < sought; });
    return it != std::end(words) && lower == *it;
}

std::size_t commonPasswordCount()
{
    return std::size(words);
}

}  // namespace castellan
