// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/identity/live_credentials.h"
#include "server/journal/journal.h"
#include "server/operations/followed_clock.h"

#include <atomic>

namespace castellan {

/// Follows a jump of the wall clock in one act with its journal entry:
/// - set back: the times of sessions and reset codes move with it, so that none lives longer; set forward: they end
/// early;
/// - locks and counted failures move with it both ways: a lock keeps its length;
/// - sign-ins that wait for a second factor begin again. Access tokens and everything else with an expiry date keep it.
class ClockFollower final : public store::Participant {
public:
    ClockFollower(FollowedClock &clock, store::Store &store, journal::Journal &journal,
                  identity::LiveCredentials &credentials)
        : m_clock(clock), m_store(store), m_journal(journal), m_credentials(credentials)
    {
    }
    ~ClockFollower() override;  // leaves the store
    ClockFollower(const ClockFollower &) = delete;
    ClockFollower &operator=(const ClockFollower &) = delete;

    /// Joins the store, and checks whether the journal ends in the future: then the clock was set back while the server
    /// was off. Before the first request.
    [[nodiscard]] Result<void> begin();
    /// About once a second. True if there is a jump; it is followed as soon as its entry is stored.
    bool look();

    // store::Participant
    void actBegins() override {}
    void actUndone() override {}
    [[nodiscard]] bool due(Instant) override { return false; }
    [[nodiscard]] Result<void> beforeCommit(store::Writer &, bool) override { return {}; }
    void committed() override { m_adopted.reset(); }
    [[nodiscard]] Result<void> reload(store::Reader &reader) override;

private:
    [[nodiscard]] Result<bool> take(store::Writer &writer, const FollowedClock::Jump &jump);

    FollowedClock &m_clock;
    store::Store &m_store;
    journal::Journal &m_journal;
    identity::LiveCredentials &m_credentials;
    bool m_joined = false;
    std::atomic<bool> m_taking{false};
    std::optional<FollowedClock::Jump> m_adopted;  ///< and not yet durable; writer thread only
};

}  // namespace castellan
