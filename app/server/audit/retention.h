// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/audit/journal.h"
#include "server/store/store.h"

#include <atomic>
#include <chrono>
#include <functional>

namespace castellan::audit {

/// Takes rows out of the journal that are older than the policy keeps them: soon after the start, when the policy
/// changes, and every hour.
class Retention {
public:
    /// After the wall clock jumped, nothing is taken for so long: a clock that somebody put forward by mistake must not
    /// cost the journal.
    static constexpr std::chrono::hours pauseAfterJump{24};

    /// `days`: how long rows are kept, 0 for ever; asked each time.
    Retention(store::Store &store, Journal &journal, std::function<std::chrono::days()> days)
        : m_store(store), m_journal(journal), m_days(std::move(days))
    {
    }

    /// Housekeeping's thread, about once a second.
    void look(Tick now);
    void clockJumped(Tick now) { m_notBefore = now + pauseAfterJump; }

private:
    void purge(std::chrono::days days);

    store::Store &m_store;
    Journal &m_journal;
    std::function<std::chrono::days()> m_days;
    std::atomic<bool> m_more{false};
    std::atomic<bool> m_running{false};
    std::optional<std::chrono::days> m_lastDays;
    Tick m_lastLook;
    Tick m_notBefore;
};

}  // namespace castellan::audit
