// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/events/event_chunk.h"
#include "client/events/filter.h"

#include <QHash>

#include <atomic>
#include <vector>

namespace castellan::client {

/// The order of rows on the screen: by time, then server, then sequence, then arrival.
[[nodiscard]] bool rowLess(const EventChunk &one, EventRow a, const EventChunk &other, EventRow b);

/// Asks a filter about rows of one server. A chunk holds each string once, so a term is compared with a string once a
/// chunk, however many rows have it.
class FilterMatch {
public:
    FilterMatch(const Filter &filter, QString serverName, QHash<QString, QString> names);
    [[nodiscard]] bool passes(const EventChunk &chunk, quint32 row);

private:
    enum Known : std::uint8_t { unasked, yes, no };
    /// Answers for the strings of one chunk: as they are, and as ids of what has a name.
    struct Answers {
        std::vector<Known> plain;
        std::vector<Known> named;
    };
    struct Memo {
        std::vector<Answers> clauses;
    };

    [[nodiscard]] bool holds(std::size_t clause, Memo &memo, const EventChunk &chunk, quint32 row);
    [[nodiscard]] bool columnHolds(std::size_t clause, Memo &memo, const EventChunk &chunk, quint32 row,
                                   EventColumn column);

    const Filter &m_filter;
    QString m_serverName;
    QHash<QString, QString> m_names;
    std::vector<bool> m_serverHolds;
    QHash<const EventChunk *, Memo> m_memos;
};

/// Rows of the snapshot that pass, in order; stops early when `cancelled`. For workers.
[[nodiscard]] std::vector<EventRow> matching(const FilterSnapshot &snapshot, const Filter &filter,
                                             const std::atomic_bool &cancelled);

}  // namespace castellan::client
