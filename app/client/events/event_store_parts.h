// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/events/event_store.h"

#include <bitset>
#include <optional>

namespace castellan::client {

/// A chunk and what becomes of its rows; the chunk itself is shared with workers once it is full.
struct EventStore::Held {
    std::shared_ptr<EventChunk> chunk;
    std::bitset<EventChunk::capacity> gone;
    std::bitset<EventChunk::capacity> oldHistory;
    quint32 left = 0;
};

/// An act, and about when it was done.
using ActAt = std::pair<quint64, qint64>;

struct EventStore::Server {
    QString id;
    QString name;
    quint32 number = 0;
    QHash<QString, QString> names;         ///< of teams and assets, by id
    QHash<QString, qint64> teamRenamedAt;  ///< time of the last act known that renamed the team
    std::vector<EventRow> rows;            ///< in the order of before()
    QHash<quint64, EventRow> byId;
    /// Rows of acts that may be in several logs, by act and time.
    QMultiHash<ActAt, EventRow> acts;
    std::optional<quint64> open;  ///< serial of the chunk that grows
    bool evicted = false;
};

}  // namespace castellan::client
