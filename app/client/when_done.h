// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>

#include <memory>
#include <type_traits>
#include <utility>

namespace castellan::client {

/// What an operation answers with, later.
template <class T> using Future = QFuture<Result<T>>;

/// Calls `f(Result<T>)` in `context`'s thread when the answer is there, always from the event loop. If `context` is
/// gone by then, nobody hears it. The one way to continue (QFuture::then loses continuations and aborts on a dead
/// context).
template <class T, class F> void whenDone(QObject *context, const QFuture<Result<T>> &future, F f)
{
    auto *watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, f = std::move(f)]() mutable {
        watcher->deleteLater();
        if (watcher->future().isCanceled() || watcher->future().resultCount() == 0)
            f(Result<T>(fail(ErrorCode::cancelled, "The operation was cancelled.")));
        else
            f(watcher->future().takeResult());
    });
    watcher->setFuture(future);
}

template <class T> [[nodiscard]] Future<T> ready(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

/// Continues on `context` and answers anew: the way to build one operation from another. `f(Result<T>) -> Result<U>`.
template <class T, class F>
[[nodiscard]] auto mapped(QObject *context, const QFuture<Result<T>> &future, F f)
    -> QFuture<std::invoke_result_t<F, Result<T>>>
{
    using R = std::invoke_result_t<F, Result<T>>;
    auto promise = std::make_shared<QPromise<R>>();
    promise->start();
    whenDone(context, future, [promise, f = std::move(f)](Result<T> result) mutable {
        promise->addResult(f(std::move(result)));
        promise->finish();
    });
    return promise->future();
}

/// Continues with another operation. `f(T) -> QFuture<Result<U>>`; an error goes past `f`.
template <class T, class F>
[[nodiscard]] auto chained(QObject *context, const QFuture<Result<T>> &future, F f) -> std::invoke_result_t<F, T>
{
    using Future = std::invoke_result_t<F, T>;
    using R = typename std::remove_cvref_t<decltype(std::declval<Future>().result())>;
    auto promise = std::make_shared<QPromise<R>>();
    promise->start();
    whenDone(context, future, [context, promise, f = std::move(f)](Result<T> result) mutable {
        if (!result) {
            promise->addResult(R(fail(std::move(result.error()))));
            promise->finish();
            return;
        }
        whenDone(context, f(std::move(*result)), [promise](R second) {
            promise->addResult(std::move(second));
            promise->finish();
        });
    });
    return promise->future();
}

}  // namespace castellan::client
