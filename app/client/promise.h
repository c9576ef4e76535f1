// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QFuture>
#include <QPromise>

#include <memory>
#include <utility>

namespace castellan::client {

/// The later result of an operation. Cancelling it asks the operation to end early, where it can.
template <class T> using Future = QFuture<Result<T>>;

/// The end of a Future that the operation holds. Copies share the state, so that lambdas can keep it; it is settled
/// once. A promise that is dropped unsettled cancels its future.
template <class T> class Promise {
public:
    Promise() : m_shared(std::make_shared<QPromise<Result<T>>>()) { m_shared->start(); }

    [[nodiscard]] Future<T> future() const { return m_shared->future(); }
    /// A promise is a callback too: whenDone(context, future, promise) passes a result on.
    void operator()(Result<T> result) const { settle(std::move(result)); }
    void settle(Result<T> result) const
    {
        m_shared->addResult(std::move(result));
        m_shared->finish();
    }

private:
    std::shared_ptr<QPromise<Result<T>>> m_shared;
};

template <class T> [[nodiscard]] Future<T> ready(Result<T> result)
{
    const Promise<T> promise;
    promise.settle(std::move(result));
    return promise.future();
}

}  // namespace castellan::client
