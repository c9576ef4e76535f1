// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/fold.h"

#include "core/text/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace castellan {
namespace {

constexpr char lowerAscii(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

struct Freed {
    void operator()(utf8proc_uint8_t *text) const { std::free(text); }  // NOLINT(cppcoreguidelines-no-malloc)
};

/// Fails for lack of memory only: the text is valid.
std::string mapped(const std::string &text, int options)
{
    utf8proc_uint8_t *made = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t *>(text.data()),
                                   utf8proc_ssize_t(text.size()), &made, utf8proc_option_t(options));
    const std::unique_ptr<utf8proc_uint8_t, Freed> owned(made);
    return size < 0 ? text : std::string(reinterpret_cast<const char *>(made), std::size_t(size));
}

}  // namespace

std::string normalized(std::string_view text)
{
    if (isAscii(text))
        return std::string(text);
    return mapped(repairedUtf8(std::string(text)), UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string caseFolded(std::string_view text)
{
    if (isAscii(text)) {
        std::string out(text);
        for (auto &c : out)
            c = lowerAscii(c);
        return out;
    }
    const auto decomposed = mapped(repairedUtf8(std::string(text)), UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
    return mapped(decomposed, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

bool containsFolded(std::string_view text, std::string_view folded)
{
    if (!isAscii(text))
        return caseFolded(text).find(folded) != std::string::npos;
    return !std::ranges::search(text, folded, {}, lowerAscii).empty();
}

}  // namespace castellan
