// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <type_traits>
#include <utility>

namespace castellan::detail {

template <class T> T valueOf(Result<T> &result)
{
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

}  // namespace castellan::detail

/// The value of a Result, or the enclosing function returns its error: `auto user = TRY(users::find(reader, id));`.
/// A statement expression (clang and GCC). Not in coroutines, which end with co_return.
#define TRY(...) CASTELLAN_TRY_AS(CASTELLAN_TRY_NAME(__COUNTER__), __VA_ARGS__)
#define CASTELLAN_TRY_AS(result, ...)                                                                                  \
    __extension__({                                                                                                    \
        auto result = (__VA_ARGS__);                                                                                   \
        if (!result) [[unlikely]]                                                                                      \
            return ::castellan::fail(std::move(result).error());                                                       \
        ::castellan::detail::valueOf(result);                                                                          \
    })
#define CASTELLAN_TRY_NAME(number) CASTELLAN_TRY_JOIN(castellanTried, number)
#define CASTELLAN_TRY_JOIN(a, b) a##b
