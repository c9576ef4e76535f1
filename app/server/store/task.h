// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mutex.h"
#include "core/result.h"
#include "server/store/act.h"

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

/// Acts of any type on their way to the store's threads, and their results on the way back.
namespace castellan::store {

namespace detail {

/// An act, its result and the function that takes it, with their types erased.
class Task {
public:
    virtual ~Task() = default;
    /// False: the act has to be undone.
    [[nodiscard]] virtual bool run(Reader &reader, Writer *writer) = 0;
    /// What the act returned, if that was an error.
    [[nodiscard]] virtual const Error *error() const = 0;
    /// `failure` replaces the act's result (its transaction was rolled back, or it never ran).
    virtual void finish(const Error *failure) = 0;
};

template <class F, class Where> using ActResult = std::invoke_result_t<F &, Where &>;

[[nodiscard]] Error thrown(const char *what);

/// Finishes a task that its queue does not take: ErrorCode::stopping, or busy if the queue is full.
void refuse(Task &task, bool stopping);

template <class Where, class F, class D> class TaskOf final : public Task {
public:
    using R = ActResult<F, Where>;
    TaskOf(F act, D done) : m_act(std::move(act)), m_done(std::move(done)) {}
    bool run(Reader &reader, Writer *writer) override
    {
        try {
            if constexpr (std::is_same_v<Where, Writer>)
                m_result.emplace(m_act(*writer));
            else
                m_result.emplace(m_act(reader));
        } catch (const std::exception &e) {
            m_result.emplace(Failure(thrown(e.what())));
        }
        return m_result->has_value();
    }
    const Error *error() const override { return m_result && !*m_result ? &m_result->error() : nullptr; }
    void finish(const Error *failure) override
    {
        if (failure != nullptr)
            m_done(R(Failure(*failure)));
        else
            m_done(std::move(*m_result));
    }

private:
    F m_act;
    D m_done;
    std::optional<R> m_result;
};

/// Waits for one result.
template <class R> class Waiting {
public:
    void set(R r)
    {
        const Lock lock(m_mutex);
        m_result.emplace(std::move(r));
        m_ready.notifyAll();
    }
    R get()
    {
        const Lock lock(m_mutex);
        while (!m_result)
            m_ready.wait(m_mutex);
        return std::move(*m_result);
    }

private:
    Mutex m_mutex;
    Condition m_ready;
    std::optional<R> m_result GUARDED_BY(m_mutex);
};

}  // namespace detail

}  // namespace castellan::store
