// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/audit.h"
#include "server/stream/batch.h"
#include "server/stream/cursor.h"
#include "server/stream/handler.h"
#include "server/stream/hub.h"

#include <deque>
#include <memory>
#include <optional>

namespace castellan::stream {

/// The position from which a hello asks to begin.
struct Start {
    std::optional<Cursor> cursor;
    std::int64_t tail = 0;  ///< rows before the head, without a cursor
};

/// The hub's state of one subscriber. Used by the hub's thread only.
class Session {
public:
    Session(std::shared_ptr<Handler> handler, const HubLimits &limits, Tick now);

    enum class State {
        waiting,   ///< for a hello
        checking,  ///< the journal is asked about its cursor
        flowing,
        closed,  ///< by the server; the socket ends soon
    };
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Viewer &viewer() const { return m_filter.viewer; }
    [[nodiscard]] Handler &handler() const { return *m_handler; }
    [[nodiscard]] const std::string &rights() const { return m_rights; }
    [[nodiscard]] const Filter &filter() const { return m_filter; }
    [[nodiscard]] BatchLimits batchLimits() const;

    /// Nothing if the message is wrong: then the stream is closed with the reason.
    [[nodiscard]] std::optional<Start> hello(const records::StreamHello &hello, const store::PublicIds &ids);
    void ack(std::int64_t to, Tick now);
    void begin(std::int64_t from, const std::string &welcome, Tick now);
    /// True if fewer rows are visible than before.
    [[nodiscard]] bool replaceViewer(const Viewer &viewer);
    /// The requested team is not visible (any more).
    [[nodiscard]] bool lacksItsTeam() const;

    [[nodiscard]] bool maySend(Tick now);
    void sendBatch(const Batch &batch, Tick now);
    void sendPlain(std::string text, Tick now);
    void close(std::uint16_t code, std::string reason);
    void close(records::StreamClose code, std::string reason) { close(std::uint16_t(code), std::move(reason)); }

    [[nodiscard]] bool isLate(Tick now) const;  ///< no hello, or no ack
    void renewCredential(const Digest &fresh) { m_filter.viewer.credential = fresh; }
    /// Its credential has expired.
    [[nodiscard]] bool endsBy(Instant now) const { return viewer().endsAt && now >= *viewer().endsAt; }
    [[nodiscard]] bool isQuiet(Tick now) const;  ///< nothing sent for a heartbeat's time

    std::int64_t told = 0;     ///< the last `to`
    std::string place;         ///< cursor of `told`
    std::int64_t scanned = 0;  ///< the last seq examined; the rows between may not be seen
    bool rechecking = true;    ///< nothing is sent until the rights are known
    bool reading = false;      ///< waits for the journal
    bool fromRing = false;     ///< was fed from memory last
    std::uint64_t hellos = 0;
    std::uint64_t rechecks = 0;
    std::optional<Start> pendingStart;
    Tick checkedAt;

private:
    struct Sent {
        std::int64_t to = 0;
        std::size_t bytes = 0;
        Tick at;
    };

    std::shared_ptr<Handler> m_handler;
    const HubLimits &m_limits;
    Filter m_filter;
    std::string m_rights;
    State m_state = State::waiting;
    std::deque<Sent> m_unacked;
    std::size_t m_unackedBytes = 0;
    std::size_t m_maxBatch = 0;
    std::chrono::milliseconds m_maxWait{0};
    Tick m_since;   ///< of the state
    Tick m_sentAt;  ///< the last message
    Tick m_batchAt;
};

}  // namespace castellan::stream
