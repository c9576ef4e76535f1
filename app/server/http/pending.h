// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/asio.h"

#include <boost/asio/post.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace castellan::http {

/// An answer that a coroutine of the I/O thread waits for and that any thread gives, once.
///
/// The giver may outlive the connection, the server and its io_context: it touches the executor only under the mutex
/// and only while somebody waits, and who waits takes the mutex once more before it goes on.
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
    void abandon() { settle(std::nullopt, true); }
    [[nodiscard]] bool abandoned() const { return m_abandoned; }

    /// The answer; none if it was dropped or abandoned. I/O thread, once.
    [[nodiscard]] Task<std::optional<T>> take()
    {
        if (!settled())
            co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
                [this](auto handler) { this->waitWith(std::move(handler)); }, m_token);
        const std::lock_guard lock(m_mutex);
        co_return std::move(m_answer);
    }

private:
    [[nodiscard]] bool settled()
    {
        const std::lock_guard lock(m_mutex);
        return m_settled;
    }

    template <class Handler> void waitWith(Handler handler)
    {
        const std::lock_guard lock(m_mutex);
        auto shared = std::make_shared<Handler>(std::move(handler));
        m_resume = [shared] { std::move (*shared)(); };
        if (m_settled)
            asio::post(m_executor, std::exchange(m_resume, nullptr));
    }

    void settle(std::optional<T> answer, bool abandoned = false)
    {
        const std::lock_guard lock(m_mutex);
        if (m_settled)
            return;
        m_settled = true;
        m_abandoned = abandoned;
        m_answer = std::move(answer);
        if (m_resume)
            asio::post(m_executor, std::exchange(m_resume, nullptr));
    }

    Executor m_executor;
    asio::use_awaitable_t<Executor> m_token;
    std::mutex m_mutex;
    bool m_settled = false;
    bool m_abandoned = false;
    std::optional<T> m_answer;
    std::function<void()> m_resume;
};

}  // namespace castellan::http
