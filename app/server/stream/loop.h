// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/stream/session.h"

#include <map>
#include <tuple>
#include <unordered_map>

namespace castellan::stream {

/// The hub's thread: sessions, the ring, and the reading of the journal for those behind it. Every member function runs
/// on that thread.
class Loop {
public:
    Loop(store::Store &store, journal::Journal &journal, Viewers &viewers, const HubLimits &limits,
         std::shared_ptr<Inbox> inbox);

    /// Until the inbox is closed.
    void run();

    void admit(const std::shared_ptr<Handler> &handler);
    void heard(Handler *from, const std::string &message);
    void drained(Handler *handler);
    void gone(Handler *handler);
    void committed(const std::vector<journal::JournalRow> &rows);
    void credentialEnded(const Digest &credential);
    void credentialRenewed(const Digest &old, const Digest &fresh);
    void rightsChanged(const Subscriber &subscriber);
    void policyChanged();
    void closeAll();

    /// A piece of the journal for a subscriber that is behind.
    struct ReadRows {
        std::vector<journal::JournalRow> rows;
        std::string oldest;  ///< if rows before them were removed: the cursor where the journal begins now
    };

private:
    struct Place;
    using Key = std::tuple<std::string, std::int64_t, std::int64_t, std::size_t>;

    [[nodiscard]] Session *find(Handler *handler) const;
    [[nodiscard]] Tick now() const;
    void hello(Session &session, const std::string &message);
    void check(Session &session, const Start &start);
    void checked(Session &session, const Start &start, Result<Place> place);
    void recheck(Session &session);
    void rechecked(Session &session, const Result<Viewer> &viewer);
    void feed(Session &session);
    void wantJournal(Session &session);
    void readNext();
    void readDone(Handler *handler, std::uint64_t hello, Result<ReadRows> read);
    void feedRows(Session &session, const std::vector<EncodedRow> &events);
    void tellPlace(Session &session);
    void heartbeat(Session &session);
    void tick();
    void pump();

    store::Store &m_store;
    journal::Journal &m_journal;
    Viewers &m_viewers;
    const HubLimits &m_limits;
    const std::shared_ptr<Inbox> m_inbox;
    std::unordered_map<Handler *, std::unique_ptr<Session>> m_sessions;
    Ring m_ring;
    std::map<Key, Batch> m_shared;  ///< batches of this round, for subscribers of the same rights at one place
    std::deque<Handler *> m_readers;
    bool m_reading = false;
    std::int64_t m_head = 0;
    std::uint64_t m_headEpoch = 0;
    Digest m_headChain{};
    std::optional<Tick> m_pumpAt;
    std::size_t m_sincePump = 0;
    Tick m_tickAt;
};

}  // namespace castellan::stream
