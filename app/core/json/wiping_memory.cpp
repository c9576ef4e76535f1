// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/wiping_memory.h"

#include <array>
#include <new>

namespace castellan::json {

void *WipingMemory::do_allocate(std::size_t size, std::size_t alignment)
{
    return ::operator new(size, std::align_val_t(alignment));
}

void WipingMemory::do_deallocate(void *memory, std::size_t size, std::size_t alignment)
{
    wipe(memory, size);
    ::operator delete(memory, size, std::align_val_t(alignment));
}

void appendQuoted(WipingString &out, std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"':
        case '\\':
            (out += '\\') += c;
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (const auto byte = static_cast<unsigned char>(c); byte < 0x20U)
                ((out += "\\u00") += digits[byte >> 4U]) += digits[byte & 15U];
            else
                out += c;
        }
    }
    out += '"';
}

}  // namespace castellan::json
