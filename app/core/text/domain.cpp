// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/domain.h"

#include <idn2.h>

#include <memory>

namespace castellan {
namespace {

struct FreeIdn {
    void operator()(char *text) const { idn2_free(text); }
};

}  // namespace

std::optional<std::string> asciiDomain(std::string_view name)
{
    const std::string text(name);
    char *made = nullptr;
    const int rc =
        idn2_to_ascii_8z(text.c_str(), &made, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL | IDN2_USE_STD3_ASCII_RULES);
    const std::unique_ptr<char, FreeIdn> owned(made);
    if (rc != IDN2_OK || text.find('\0') != std::string::npos)
        return std::nullopt;
    return std::string(made);
}

}  // namespace castellan
