// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/wiping_memory.h"

#include <array>
#include <new>

namespace castellan::json {

namespace {

/// Boost.JSON asks for a key's memory with an alignment of 1 and gives it back with another one. Below the default both
/// have to be the same operator.
bool isOver(std::size_t alignment)
{
    return alignment > __STDCPP_DEFAULT_NEW_ALIGNMENT__;
}

}  // namespace

void *WipingMemory::do_allocate(std::size_t size, std::size_t alignment)
{
    return isOver(alignment) ? ::operator new(size, std::align_val_t(alignment)) : ::operator new(size);
}

void WipingMemory::do_deallocate(void *memory, std::size_t size, std::size_t alignment)
{
    wipe(memory, size);
    if (isOver(alignment))
        ::operator delete(memory, size, std::align_val_t(alignment));
    else
        ::operator delete(memory, size);
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
