// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/promise.h"

#include <QThreadPool>

#include <type_traits>

namespace castellan::client {

/// Runs `f() -> Result<T>` on a thread of the pool. `f` owns what it touches.
template <class F> [[nodiscard]] auto onWorker(QThreadPool &pool, F f) -> QFuture<std::invoke_result_t<F>>
{
    using T = typename std::invoke_result_t<F>::value_type;
    const Promise<T> promise;
    pool.start([promise, f = std::move(f)]() mutable { promise.settle(f()); });
    return promise.future();
}

template <class F> [[nodiscard]] auto onWorker(F f) -> QFuture<std::invoke_result_t<F>>
{
    return onWorker(*QThreadPool::globalInstance(), std::move(f));
}

}  // namespace castellan::client
