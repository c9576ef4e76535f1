// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/promise.h"

#include <QFutureWatcher>

#include <type_traits>
#include <utility>

namespace castellan::client {

namespace detail {

/// Continues, and answers with an object that lives until `f` was called or `context` dies.
template <class T, class F> QObject *continued(QObject *context, const QFuture<Result<T>> &future, F f)
{
    auto *watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, f = std::move(f)]() mutable {
        watcher->deleteLater();
        if (watcher->future().isCanceled() || watcher->future().resultCount() == 0)
            f(Result<T>(fail(ErrorCode::cancelled, "The operation was cancelled.")));
        else
            f(watcher->future().takeResult());
    });
    QObject::connect(watcher, &QObject::destroyed, [future = QFuture<Result<T>>(future)]() mutable {
        if (!future.isFinished())
            future.cancel();
    });
    watcher->setFuture(future);
    return watcher;
}

/// Cancels `inner` when `outer` is cancelled, as long as `owner` lives.
template <class A, class B> void passCancelOn(QObject *owner, const QFuture<A> &outer, const QFuture<B> &inner)
{
    auto *watcher = new QFutureWatcher<A>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::canceled, watcher,
                     [inner = QFuture<B>(inner)]() mutable { inner.cancel(); });
    watcher->setFuture(outer);
}

template <class F, class T> struct Next {
    using Answer = std::invoke_result_t<F, T>;
};
template <class F> struct Next<F, void> {
    using Answer = std::invoke_result_t<F>;
};
/// The T of a Future<T>.
template <class Answer>
using ValueOf = typename std::remove_cvref_t<decltype(std::declval<Answer>().result())>::value_type;

}  // namespace detail

/// Calls `f(Result<T>)` in `context`'s thread when the answer is there, always from the event loop. If `context` dies
/// first, `f` is never called and the future is cancelled: a screen that closes ends the requests that it waits for.
/// The one way to continue (QFuture::then loses continuations and aborts on a dead context).
template <class T, class F> void whenDone(QObject *context, const QFuture<Result<T>> &future, F f)
{
    detail::continued(context, future, std::move(f));
}

/// Continues on `context` and answers anew: the way to build one operation from another. `f(Result<T>) -> Result<U>`.
template <class T, class F>
[[nodiscard]] auto mapped(QObject *context, const QFuture<Result<T>> &future, F f)
    -> QFuture<std::invoke_result_t<F, Result<T>>>
{
    const Promise<typename std::invoke_result_t<F, Result<T>>::value_type> promise;
    auto *waiting = detail::continued(context, future, [promise, f = std::move(f)](Result<T> &&result) mutable {
        promise.settle(f(std::move(result)));
    });
    detail::passCancelOn(waiting, promise.future(), future);
    return promise.future();
}

/// Continues with another operation. `f(T) -> QFuture<Result<U>>`, without an argument where T is void; an error goes
/// past `f`.
template <class T, class F>
[[nodiscard]] auto chained(QObject *context, const QFuture<Result<T>> &future, F f) ->
    typename detail::Next<F, T>::Answer
{
    const Promise<detail::ValueOf<typename detail::Next<F, T>::Answer>> promise;
    auto *waiting = detail::continued(context, future, [context, promise, f = std::move(f)](Result<T> result) mutable {
        if (!result) {
            promise.settle(fail(std::move(result).error()));
            return;
        }
        const auto go = [&] {
            if constexpr (std::is_void_v<T>)
                return f();
            else
                return f(std::move(*result));
        };
        const auto second = go();
        detail::passCancelOn(detail::continued(context, second, promise), promise.future(), second);
    });
    detail::passCancelOn(waiting, promise.future(), future);
    return promise.future();
}

/// The same answer, whose cancelling does not reach the operation: for what must not be left half done.
template <class T> [[nodiscard]] Future<T> uncancelled(QObject *context, const QFuture<Result<T>> &future)
{
    const Promise<T> promise;
    whenDone(context, future, promise);
    return promise.future();
}

}  // namespace castellan::client
