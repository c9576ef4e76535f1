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
class StreamLoop {
public:
    StreamLoop(store::Store &store, journal::Journal &journal, Viewers &viewers, const HubLimits &limits,
               std::shared_ptr<StreamInbox> inbox);

    /// Until the inbox is closed.
    void run();

    void admit(const std::shared_ptr<StreamHandler> &handler);
    void heard(StreamHandler *from, const std::string &message);
    void drained(StreamHandler *handler);
    void gone(StreamHandler *handler);
    void committed(const std::vector<journal::JournalRow> &rows);
    void credentialEnded(const Digest &credential);
    void credentialRenewed(const Digest &old, const Digest &fresh);
    void rightsChanged(const Subscriber &subscriber);
    void policyChanged();
    void closeAll();

    /// A piece of the journal for somebody who is behind.
    struct ReadRows {
        std::vector<journal::JournalRow> rows;
        std::string oldest;  ///< if rows before them are gone: the cursor where the journal begins now
    };

private:
    struct Place;
    using Key = std::tuple<std::string, std::int64_t, std::int64_t, std::size_t>;

    [[nodiscard]] StreamSession *find(StreamHandler *handler) const;
    [[nodiscard]] Tick now() const;
    void hello(StreamSession &session, const std::string &message);
    void check(StreamSession &session, const StreamStart &start);
    void checked(StreamSession &session, const StreamStart &start, Result<Place> place);
    void recheck(StreamSession &session);
    void rechecked(StreamSession &session, const Result<Viewer> &viewer);
    void feed(StreamSession &session);
    void wantJournal(StreamSession &session);
    void readNext();
    void readDone(StreamHandler *handler, std::uint64_t hello, Result<ReadRows> read);
    void feedRows(StreamSession &session, const std::vector<StreamEvent> &events);
    void tellPlace(StreamSession &session);
    void heartbeat(StreamSession &session);
    void tick();
    void pump();

    store::Store &m_store;
    journal::Journal &m_journal;
    Viewers &m_viewers;
    const HubLimits &m_limits;
    const std::shared_ptr<StreamInbox> m_inbox;
    std::unordered_map<StreamHandler *, std::unique_ptr<StreamSession>> m_sessions;
    StreamRing m_ring;
    std::map<Key, StreamBatch> m_shared;  ///< batches of this round, for subscribers of the same rights at one place
    std::deque<StreamHandler *> m_readers;
    bool m_reading = false;
    std::int64_t m_head = 0;
    std::uint64_t m_headEpoch = 0;
    Digest m_headChain{};
    std::optional<Tick> m_pumpAt;
    std::size_t m_sincePump = 0;
    Tick m_tickAt;
};

}  // namespace castellan::stream
