// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secret.h"

#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace castellan {

/// Memory that is overwritten before it is given back.
template <class T> struct WipingAllocator {
    using value_type = T;

    WipingAllocator() = default;
    template <class U> WipingAllocator(const WipingAllocator<U> &) noexcept {}

    [[nodiscard]] T *allocate(std::size_t n) { return std::allocator<T>().allocate(n); }
    void deallocate(T *p, std::size_t n) noexcept
    {
        wipe(p, n * sizeof(T));
        std::allocator<T>().deallocate(p, n);
    }
    template <class U> bool operator==(const WipingAllocator<U> &) const noexcept { return true; }
};

/// A string that overwrites its characters when it goes away, short ones inside the object included.
template <class String> class Wiped : public String {
public:
    using String::String;
    Wiped() = default;
    // cppcheck-suppress passedByValue // it is moved from, so that no copy stays behind
    Wiped(String text) noexcept : String(std::move(text)) {}
    Wiped(const Wiped &) = default;
    Wiped(Wiped &&) noexcept = default;
    ~Wiped() { wipe(); }

    using String::operator=;
    Wiped &operator=(const Wiped &) = default;
    Wiped &operator=(Wiped &&other) noexcept
    {
        wipe();
        String::operator=(std::move(static_cast<String &>(other)));
        return *this;
    }

private:
    void wipe() noexcept
    {
        // A short string is stored inside the object, which has room for this many characters.
        const auto inside = String().capacity();
        if (this->capacity() == inside)
            std::memset(this->data(), 0, inside);
        else
            this->assign(this->capacity(), '\0');  // never allocates
        keepWrites(this->data());
        this->clear();
    }
};

/// For text that is assembled: the buffers that it outgrows are overwritten, too.
using WipingString = Wiped<std::basic_string<char, std::char_traits<char>, WipingAllocator<char>>>;

}  // namespace castellan
