// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

/// Locks that clang checks at compile time (Thread Safety Analysis, -Wthread-safety): a member marked GUARDED_BY may be
/// touched only while its mutex is held. Other compilers see ordinary locks.
#if defined(__clang__)
#define CASTELLAN_THREAD_SAFETY(attribute) __attribute__((attribute))
// A missing lock is no warning, in any build; the option -Wthread-safety switches the analysis on.
#pragma clang diagnostic error "-Wthread-safety"
#else
#define CASTELLAN_THREAD_SAFETY(attribute)
#endif
#define GUARDED_BY(mutex) CASTELLAN_THREAD_SAFETY(guarded_by(mutex))
/// For functions that are called with the mutex held.
#define REQUIRES_LOCK(...) CASTELLAN_THREAD_SAFETY(requires_capability(__VA_ARGS__))
/// For functions that take the mutex themselves.
#define EXCLUDES_LOCK(...) CASTELLAN_THREAD_SAFETY(locks_excluded(__VA_ARGS__))

namespace castellan {

class CASTELLAN_THREAD_SAFETY(capability("mutex")) Mutex {
public:
    Mutex() = default;
    Mutex(const Mutex &) = delete;
    Mutex &operator=(const Mutex &) = delete;

    void lock() CASTELLAN_THREAD_SAFETY(acquire_capability()) { m_mutex.lock(); }
    void unlock() CASTELLAN_THREAD_SAFETY(release_capability()) { m_mutex.unlock(); }

private:
    friend class Condition;
    std::mutex m_mutex;
};

/// Holds a mutex from here to the end of the scope, but for the time between unlock() and lock().
class CASTELLAN_THREAD_SAFETY(scoped_lockable) Lock {
public:
    explicit Lock(Mutex &mutex) CASTELLAN_THREAD_SAFETY(acquire_capability(mutex)) : m_mutex(mutex) { m_mutex.lock(); }
    ~Lock() CASTELLAN_THREAD_SAFETY(release_capability())
    {
        if (m_held)
            m_mutex.unlock();
    }
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;

    void lock() CASTELLAN_THREAD_SAFETY(acquire_capability())
    {
        m_mutex.lock();
        m_held = true;
    }
    void unlock() CASTELLAN_THREAD_SAFETY(release_capability())
    {
        m_held = false;
        m_mutex.unlock();
    }

private:
    Mutex &m_mutex;
    bool m_held = true;
};

/// A condition variable for a Mutex. The caller writes the loop, so that the analysis sees what the condition reads:
/// `while (m_jobs.empty()) m_wake.wait(m_mutex);`
class Condition {
public:
    void wait(Mutex &mutex) REQUIRES_LOCK(mutex)
    {
        std::unique_lock held(mutex.m_mutex, std::adopt_lock);
        m_condition.wait(held);
        (void)held.release();
    }
    /// False if `until` has come.
    template <class Clock, class Duration>
    bool waitUntil(Mutex &mutex, const std::chrono::time_point<Clock, Duration> &until) REQUIRES_LOCK(mutex)
    {
        std::unique_lock held(mutex.m_mutex, std::adopt_lock);
        const auto status = m_condition.wait_until(held, until);
        (void)held.release();
        return status == std::cv_status::no_timeout;
    }
    /// False if `span` has passed.
    template <class Rep, class Period>
    bool waitFor(Mutex &mutex, const std::chrono::duration<Rep, Period> &span) REQUIRES_LOCK(mutex)
    {
        std::unique_lock held(mutex.m_mutex, std::adopt_lock);
        const auto status = m_condition.wait_for(held, span);
        (void)held.release();
        return status == std::cv_status::no_timeout;
    }
    /// The moment `span` from now, for waitUntil in a loop.
    template <class Rep, class Period> static auto after(const std::chrono::duration<Rep, Period> &span)
    {
        // Threads sleep in real time, not by the injected clock.
        return std::chrono::steady_clock::now() + span;  // lint: the clock of condition variables
    }
    void notifyOne() { m_condition.notify_one(); }
    void notifyAll() { m_condition.notify_all(); }

private:
    std::condition_variable m_condition;
};

}  // namespace castellan
