// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/events/event_chunk.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>
#include <span>
#include <vector>

namespace castellan::client {

/// Audit events of any number of servers, in memory, for tables that show 100,000 of them and more.
///
/// Held in columns: about 60 B a row, and the full record compressed beside it. Each server has a ring: when it is
/// full, its oldest 64th is dropped at once. Rows are added, evicted and marked; their order never changes. An entry
/// that is known by its id is not added twice, and what several logs say of one act is one row. Lives in one thread
/// (the UI's); EventView filters parts of it on workers.
///
/// Screens show an EventView, not the store itself.
class EventStore : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype defaultCapacity = 100'000;

    explicit EventStore(QObject *parent = nullptr) : EventStore(defaultCapacity, parent) {}
    /// `capacity`: rows per server, at least 64.
    EventStore(qsizetype capacity, QObject *parent);
    ~EventStore() override;

    /// Makes a server known, or gives it another name. Events of unknown servers are refused.
    void setServer(const QString &serverId, const QString &name);
    /// Forgets a server and its rows.
    void removeServer(const QString &serverId);
    [[nodiscard]] QStringList serverIds() const;
    /// Shows teams, applications, instances and devices by name where entries hold their ids alone.
    void setNames(const QString &serverId, const QHash<QString, QString> &names);
    void setTeamName(const QString &serverId, const QString &teamId, const QString &name);
    void setCapacity(qsizetype rowsPerServer);

    /// How many were new.
    qsizetype add(const QString &serverId, std::span<const EventRecord> events);
    /// A row that says that events between these times may be missing. No filter hides it.
    void addGap(const QString &serverId, const QDateTime &from, const QDateTime &to, const QString &reason);
    /// The server's history was replaced: its rows so far are marked.
    void markOldHistory(const QString &serverId);

    [[nodiscard]] qsizetype size() const;
    [[nodiscard]] qsizetype size(const QString &serverId) const;
    /// True once rows of the server fell off: older events are on the server alone.
    [[nodiscard]] bool hasEvicted(const QString &serverId) const;

    // Of one row. A row that is no longer held gives empty values.
    [[nodiscard]] bool contains(EventRow row) const;
    [[nodiscard]] RowKind kind(EventRow row) const;
    [[nodiscard]] qint64 micros(EventRow row) const;  ///< UTC, since 1970
    [[nodiscard]] QDateTime time(EventRow row) const;
    [[nodiscard]] QString text(EventRow row, EventColumn column) const;
    /// The name of the team whose log has the row; empty if there is none or only its id is known.
    [[nodiscard]] QString teamName(EventRow row) const;
    [[nodiscard]] RowOutcome outcome(EventRow row) const;
    [[nodiscard]] qint64 sequence(EventRow row) const;  ///< -1 if the server has none
    [[nodiscard]] QString serverId(EventRow row) const;
    [[nodiscard]] QString teamId(EventRow row) const;
    [[nodiscard]] bool isOldHistory(EventRow row) const;
    /// Security relevant by the catalogue: shown with weight.
    [[nodiscard]] bool isSevere(EventRow row) const;
    /// The whole record, as the server sent it; null for a gap. Unpacked on demand, recent ones are cached.
    [[nodiscard]] EntryPtr entry(EventRow row) const;
    /// All records of the row, that of entry() first: an act may be in several logs.
    [[nodiscard]] std::vector<EntryPtr> entries(EventRow row) const;
    /// How often entry() had to decode one: tests show by it that lists, sorting and painting need none.
    [[nodiscard]] qint64 decoded() const { return m_decoded; }
    /// Rows by the id of their entry; none if not held.
    [[nodiscard]] std::optional<EventRow> find(const QString &serverId, const QString &entryId) const;
    /// The order in which rows are shown: by time, then server, then sequence.
    [[nodiscard]] bool before(EventRow a, EventRow b) const;
    /// Bytes held, about.
    [[nodiscard]] qsizetype memory() const;

Q_SIGNALS:
    /// In the order of before(). The rows are there already.
    void added(const std::vector<castellan::client::EventRow> &rows);
    /// In the order of before(). The rows are still there during the call.
    void aboutToEvict(const std::vector<castellan::client::EventRow> &rows);
    /// Texts or marks changed, of every row.
    void relabelled();

private:
    friend class EventView;
    struct Server;
    struct Held;

    [[nodiscard]] Server *server(const QString &id) const;
    [[nodiscard]] const Held *held(EventRow row) const;
    [[nodiscard]] EventChunk &openChunk(Server &server);
    EventRow append(Server &server, EventRecord record);
    [[nodiscard]] std::optional<EventRow> sameAct(const Server &server, const EventRecord &event) const;
    void join(Server &server, EventRow row, const EventRecord &event);
    [[nodiscard]] EntryPtr decoded(const QByteArray &json) const;
    [[nodiscard]] static bool learnNames(Server &server, const EventRecord &event);
    void publish(Server &server, std::vector<EventRow> rows);
    void evict(Server &server, qsizetype count);
    void drop(EventRow row);
    /// A snapshot for a worker: chunks that no longer change, and the rows to filter.
    [[nodiscard]] FilterSnapshot snapshot(const QString &serverId) const;

    qsizetype m_capacity;
    std::vector<std::unique_ptr<Server>> m_servers;
    std::vector<std::unique_ptr<Held>> m_chunks;  ///< by serial number; null when freed
    mutable EntryCache m_cache;
    mutable qint64 m_decoded = 0;
};

}  // namespace castellan::client
