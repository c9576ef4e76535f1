// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/domain.h"

#include "core/text/fold.h"
#include "core/text/utf8.h"

#include <idn2.h>

#include <memory>

namespace castellan {
namespace {

struct FreeIdn {
    void operator()(char *text) const { idn2_free(text); }
};
using IdnText = std::unique_ptr<char, FreeIdn>;

}  // namespace

std::optional<std::string> asciiDomain(std::string_view domain)
{
    const auto folded = caseFolded(domain);
    if (isAscii(domain) && folded.find("xn--") == std::string::npos)
        return folded;
    const std::string text(domain);
    char *made = nullptr;
    const int rc =
        idn2_to_ascii_8z(text.c_str(), &made, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL | IDN2_USE_STD3_ASCII_RULES);
    const IdnText owned(made);
    if (rc != IDN2_OK)
        return std::nullopt;
    return std::string(made);
}

std::string unicodeDomain(const std::string &ascii)
{
    if (ascii.find("xn--") == std::string::npos)
        return ascii;
    char *made = nullptr;
    const int rc = idn2_to_unicode_8z8z(ascii.c_str(), &made, IDN2_NONTRANSITIONAL);
    const IdnText owned(made);
    return rc == IDN2_OK ? normalized(made) : ascii;
}

}  // namespace castellan
