// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/event_record.h"
#include "core/records/audit.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <array>
#include <memory>
#include <vector>

namespace castellan::client {

/// Names one row of an EventStore as long as the store lives; never used again for another.
enum class EventRow : quint64 {};

/// The whole entry, decoded from a record's JSON.
using EntryPtr = std::shared_ptr<const records::AuditEntry>;

/// For workers: nothing here belongs to a thread. `teamId`: of the team in whose log the entry was found; entries of
/// its instances name none.
[[nodiscard]] EventRecord recordOf(const records::AuditEntry &entry, const QString &teamId = {});
[[nodiscard]] quint64 hashOfId(const QString &id);
[[nodiscard]] QString outcomeText(RowOutcome outcome);  ///< translated
/// What the server calls it: success, refused, failed; empty if unknown.
[[nodiscard]] QString outcomeWordOf(RowOutcome outcome);

/// The values of a column of an act that is in several logs: of scope, event and asset.
[[nodiscard]] QStringList partsOf(const QString &text);
[[nodiscard]] QString joinedParts(const QStringList &parts);

/// Up to 1,024 rows of one server as columns, with the strings that occur in them. Full ones don't change any more, so
/// that workers may read them: a copy is changed instead.
class EventChunk {
public:
    static constexpr quint32 capacity = 1024;
    static constexpr quint32 rowsPerBlock = 64;

    explicit EventChunk(quint32 serverNumber) : server(serverNumber) {}

    [[nodiscard]] bool isFull() const { return micros.size() == capacity; }
    [[nodiscard]] quint32 size() const { return quint32(micros.size()); }
    quint32 append(EventRecord record);
    /// Adds to a row what another log says of the same act.
    void join(quint32 row, EventRecord record);
    struct Joined {
        quint64 idHash = 0;
        QByteArray json;
    };
    [[nodiscard]] QList<Joined> joined(quint32 row) const { return m_joined.value(row); }
    [[nodiscard]] bool hasId(quint32 row, quint64 hash) const;
    [[nodiscard]] const QString &text(quint32 row, EventColumn column) const
    {
        return strings[texts[std::size_t(column)][row]];
    }
    /// The record's JSON; the whole block of 64 is unpacked, so ask through EntryCache.
    [[nodiscard]] std::vector<QByteArray> unpack(quint32 block) const;
    [[nodiscard]] qsizetype memory() const;

    const quint32 server;
    std::vector<qint64> micros;
    std::vector<qint64> sequence;
    std::vector<quint64> idHash;
    std::vector<quint64> requestHash;
    std::vector<RowKind> kind;
    std::vector<RowOutcome> outcome;
    std::vector<bool> severe;
    std::array<std::vector<quint16>, storedColumns> texts;
    std::vector<QString> strings;

private:
    quint16 intern(const QString &text);
    void seal();

    QHash<QString, quint16> m_index;         ///< while the chunk grows
    QHash<quint32, QList<Joined>> m_joined;  ///< by row; few have any
    std::vector<QByteArray> m_pending;       ///< JSON of the block that grows
    std::vector<QByteArray> m_packedBlocks;  ///< compressed
};

/// Blocks unpacked lately.
class EntryCache {
public:
    [[nodiscard]] QByteArray json(quint64 serial, const EventChunk &chunk, quint32 row);
    void clear() { m_blocks.clear(); }

private:
    struct Block {
        quint64 serial = 0;
        quint32 number = 0;
        std::vector<QByteArray> json;
    };
    std::vector<Block> m_blocks;  ///< newest use last
};

/// What a worker filters: rows in the order of their server, and the chunks that hold them.
struct FilterSnapshot {
    struct ServerRows {
        QString name;
        QHash<QString, QString> names;
        std::vector<EventRow> rows;
    };
    std::vector<ServerRows> servers;
    QHash<quint64, std::shared_ptr<const EventChunk>> chunks;  ///< by serial number
};

[[nodiscard]] constexpr quint64 serialOf(EventRow row)
{
    return quint64(row) >> 10;
}
[[nodiscard]] constexpr quint32 offsetOf(EventRow row)
{
    return quint32(quint64(row) & (EventChunk::capacity - 1));
}

}  // namespace castellan::client
