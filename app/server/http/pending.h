// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mutex.h"
#include "server/http/asio.h"

#include <boost/asio/post.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace castellan::http {

/// A value that a coroutine of the I/O thread waits for and that any thread gives, once.
///
/// The giver may outlive the connection, the server and its io_context: it touches the executor only under the mutex
/// and only while the coroutine waits, and the coroutine takes the mutex once more before it continues.
template <class T> class Pending : public std::enable_shared_from_this<Pending<T>> {
public:
    explicit Pending(Executor executor) : m_executor(std::move(executor)) {}

    /// The function to be called with the answer. If all its copies go away uncalled, nothing is the answer.
    [[nodiscard]] std::function<void(T)> giver()
    {
        struct Once {
            explicit Once(std::shared_ptr<Pending> to) : pending(std::move(to)) {}
            ~Once() { give(std::nullopt); }
            void give(std::optional<T> answer)
            {
                if (!given.exchange(true))
                    pending->settle(std::move(answer));
            }
            std::shared_ptr<Pending> pending;
            std::atomic<bool> given{false};
        };
        return [once = std::make_shared<Once>(this->shared_from_this())](T answer) { once->give(std::move(answer)); };
    }

    /// Ends the wait without an answer. I/O thread.
    void abandon() { settle(std::nullopt); }

    /// The answer; none if it was dropped or abandoned. I/O thread, once.
    [[nodiscard]] Task<std::optional<T>> take()
    {
        if (!settled())
            co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
                [this](auto handler) { this->waitWith(std::move(handler)); }, m_token);
        co_return answer();
    }

private:
    [[nodiscard]] std::optional<T> answer()
    {
        const Lock lock(m_mutex);
        return std::move(m_answer);
    }
    [[nodiscard]] bool settled()
    {
        const Lock lock(m_mutex);
        return m_settled;
    }

    template <class Handler> void waitWith(Handler handler)
    {
        const Lock lock(m_mutex);
        auto shared = std::make_shared<Handler>(std::move(handler));
        m_resume = [shared] { std::move (*shared)(); };
        if (m_settled)
            asio::post(m_executor, std::exchange(m_resume, nullptr));
    }

    void settle(std::optional<T> answer)
    {
        const Lock lock(m_mutex);
        if (m_settled)
            return;
        m_settled = true;
        m_answer = std::move(answer);
        if (m_resume)
            asio::post(m_executor, std::exchange(m_resume, nullptr));
    }

    asio::use_awaitable_t<Executor> m_token;
    Mutex m_mutex;
    Executor m_executor GUARDED_BY(m_mutex);
    bool m_settled GUARDED_BY(m_mutex) = false;
    std::optional<T> m_answer GUARDED_BY(m_mutex);
    std::function<void()> m_resume GUARDED_BY(m_mutex);
};

}  // namespace castellan::http
