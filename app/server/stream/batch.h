// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event.h"
#include "server/journal/journal.h"
#include "server/stream/viewer.h"

#include <deque>
#include <memory>
#include <set>
#include <span>
#include <string>

namespace castellan::stream {

/// A row as the stream sends it: encoded once, for all subscribers that may see it.
struct EncodedRow {
    std::int64_t seq = 0;
    std::uint64_t epoch = 0;
    Digest chain{};
    EventScope scope = EventScope::platform;
    std::optional<UserId> scopeUser;
    std::optional<TeamId> scopeTeam;
    std::string event;
    std::string text;  ///< JSON of a records::AuditEntry
};
[[nodiscard]] EncodedRow encodedRow(const journal::JournalRow &row, const store::PublicIds &ids);

/// The rows that a subscriber asked for and may see.
struct Filter {
    Viewer viewer;
    std::optional<TeamId> team{};
    std::set<std::string, std::less<>> events{};  ///< empty: all

    [[nodiscard]] bool passes(const EncodedRow &event) const;
    /// Equal for equivalent filters, whose subscribers share encoded batches.
    [[nodiscard]] std::string key() const;
};

/// One batch message.
struct Batch {
    std::shared_ptr<const std::string> text;  ///< null if the subscriber may see none of the rows
    std::int64_t to = 0;                      ///< the last seq examined
    std::string cursor;                       ///< of `to`
};

struct BatchLimits {
    std::size_t events = 500;
    std::size_t bytes = 192 * 1024;
};

/// Encodes as many of `events` as one batch holds, for a subscriber at the position `from`. `always`: a batch even if
/// no row is visible, so that the subscriber's position advances.
[[nodiscard]] Batch makeBatch(std::span<const EncodedRow *const> events, const Filter &filter, std::int64_t from,
                              const BatchLimits &limits, bool always);

/// The newest rows, without gaps.
class Ring {
public:
    Ring(std::size_t mostEvents, std::size_t mostBytes) : m_mostEvents(mostEvents), m_mostBytes(mostBytes) {}

    void push(EncodedRow event);
    void clear();
    /// Whether the row after `seq` is here.
    [[nodiscard]] bool continues(std::int64_t seq) const;
    /// Up to `count` rows after `seq`, which must continue here.
    [[nodiscard]] std::vector<const EncodedRow *> after(std::int64_t seq, std::size_t count) const;
    [[nodiscard]] bool empty() const { return m_events.empty(); }

private:
    std::size_t m_mostEvents;
    std::size_t m_mostBytes;
    std::size_t m_bytes = 0;
    std::deque<EncodedRow> m_events;
};

}  // namespace castellan::stream
