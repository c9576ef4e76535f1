// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log.h"
#include "core/policy.h"
#include "server/journal/journal.h"
#include "server/store/store.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>

namespace castellan::journal {

/// Removes rows, and the personal parts of a category's rows, that are older than the policy keeps them: soon after the
/// start, when the policy changes, and every hour.
class Retention {
public:
    /// The time after a jump of the wall clock in which nothing is removed: a clock set forward by mistake must not
    /// cost the journal.
    static constexpr std::chrono::hours pauseAfterJump{24};

    /// `policy` is asked each time.
    Retention(store::Store &store, Journal &journal, std::function<AuditPolicy()> policy, Log &log)
        : m_store(store), m_journal(journal), m_policy(std::move(policy)), m_log(log)
    {
    }

    /// Housekeeping's thread, about once a second.
    void look(Tick now);
    void clockJumped(Tick now) { m_notBefore = now + pauseAfterJump; }
    /// Whether what an earlier look started is still under way; a look starts nothing until it has ended.
    [[nodiscard]] bool isRunning() const { return m_running; }

private:
    [[nodiscard]] Result<bool> isDue(store::Reader &reader, const AuditPolicy &policy, Instant now) const;
    [[nodiscard]] Result<bool> clean(store::Writer &writer, const AuditPolicy &policy) const;
    void start(const AuditPolicy &policy);

    store::Store &m_store;
    Journal &m_journal;
    std::function<AuditPolicy()> m_policy;
    Log &m_log;
    std::atomic<bool> m_more{false};
    std::atomic<bool> m_running{false};
    std::optional<AuditPolicy> m_lastPolicy;
    Tick m_lastLook;
    Tick m_notBefore;
};

}  // namespace castellan::journal
