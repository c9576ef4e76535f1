// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/event_store.h"

#include "client/events/event_store_parts.h"
#include "client/events/filter_match.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace castellan::client {

namespace {

/// Between the entries of one act in two logs, in microseconds.
constexpr qint64 mostBetweenLogs = 2'000'000;
/// As many acts that are alike and within that time are looked at.
constexpr int mostSameActs = 16;

EventRow rowAt(quint64 serial, quint32 offset)
{
    return EventRow((serial << 10) | offset);
}

QDateTime timeOf(qint64 micros)
{
    return QDateTime::fromMSecsSinceEpoch(micros / 1000, QTimeZone::utc());
}

}  // namespace

EventStore::EventStore(qsizetype capacity, QObject *parent)
    : QObject(parent), m_capacity(std::max<qsizetype>(capacity, 64))
{
}

EventStore::~EventStore() = default;

EventStore::Server *EventStore::server(const QString &id) const
{
    const auto it = std::ranges::find_if(m_servers, [&](const auto &s) { return s && s->id == id; });
    return it == m_servers.end() ? nullptr : it->get();
}

void EventStore::setServer(const QString &serverId, const QString &name)
{
    if (auto *known = server(serverId)) {
        if (known->name != name) {
            known->name = name;
            Q_EMIT relabelled();
        }
        return;
    }
    auto fresh = std::make_unique<Server>();
    fresh->id = serverId;
    fresh->name = name;
    fresh->number = quint32(m_servers.size());
    m_servers.push_back(std::move(fresh));
}

void EventStore::removeServer(const QString &serverId)
{
    auto *known = server(serverId);
    if (!known)
        return;
    evict(*known, qsizetype(known->rows.size()));
    m_servers[known->number].reset();
}

QStringList EventStore::serverIds() const
{
    QStringList ids;
    for (const auto &s : m_servers)
        if (s)
            ids.append(s->id);
    return ids;
}

void EventStore::setNames(const QString &serverId, const QHash<QString, QString> &names)
{
    auto *known = server(serverId);
    if (!known)
        return;
    bool changed = false;
    for (auto it = names.cbegin(); it != names.cend(); ++it) {
        if (it.value().isEmpty())
            continue;
        auto &name = known->names[it.key()];
        changed = changed || name != it.value();
        name = it.value();
    }
    if (changed)
        Q_EMIT relabelled();
}

void EventStore::setTeamName(const QString &serverId, const QString &teamId, const QString &name)
{
    setNames(serverId, {{teamId, name}});
}

/// Entries tell what is in no list. What they call it is history, unless it is renamed by the act itself.
bool EventStore::learnNames(Server &owner, const EventRecord &event)
{
    bool learned = false;
    const auto insert = [&](const QString &id, const QString &name) {
        if (id.isEmpty() || name.isEmpty() || owner.names.contains(id))
            return;
        owner.names.insert(id, name);
        learned = true;
    };
    if (event.renamesTeam) {
        auto &at = owner.teamRenamedAt[event.teamId];
        if (event.micros > at) {
            at = event.micros;
            auto &name = owner.names[event.teamId];
            learned = name != event.teamName;
            name = event.teamName;
        }
    }
    if (!event.teamName.isEmpty())
        insert(event.teamId, event.teamName);
    if (!event.assetName.isEmpty())
        insert(event.text(EventColumn::asset), event.assetName);
    return learned;
}

void EventStore::setCapacity(qsizetype rowsPerServer)
{
    m_capacity = std::max<qsizetype>(rowsPerServer, 64);
    for (const auto &s : m_servers)
        if (s && qsizetype(s->rows.size()) > m_capacity)
            evict(*s, qsizetype(s->rows.size()) - m_capacity);
}

EventChunk &EventStore::openChunk(Server &owner)
{
    if (!owner.open || m_chunks[*owner.open]->chunk->isFull()) {
        owner.open = m_chunks.size();
        m_chunks.push_back(std::make_unique<Held>());
        m_chunks.back()->chunk = std::make_shared<EventChunk>(owner.number);
    }
    return *m_chunks[*owner.open]->chunk;
}

EventRow EventStore::append(Server &owner, EventRecord record)
{
    const auto offset = openChunk(owner).append(std::move(record));
    ++m_chunks[*owner.open]->left;
    return rowAt(*owner.open, offset);
}

/// The row of another log's entry of the same act. A row takes one entry of each level, so that what was done twice
/// within that time stays two rows.
std::optional<EventRow> EventStore::sameAct(const Server &owner, const EventRecord &event) const
{
    std::optional<EventRow> nearest;
    qint64 least = mostBetweenLogs + 1;
    for (const qint64 near : {0, -1, 1}) {
        int looked = 0;
        const auto [first, last] = owner.acts.equal_range({event.act, event.micros / mostBetweenLogs + near});
        for (auto it = first; it != last && looked < mostSameActs; ++it, ++looked) {
            const auto *holder = held(*it);
            if (!holder)
                continue;
            const auto between = std::abs(holder->chunk->micros[offsetOf(*it)] - event.micros);
            const auto scopes = partsOf(holder->chunk->text(offsetOf(*it), EventColumn::scope));
            if (between >= least || scopes.contains(event.text(EventColumn::scope)))
                continue;
            least = between;
            nearest = *it;
        }
    }
    return nearest;
}

void EventStore::join(Server &owner, EventRow row, const EventRecord &event)
{
    auto &chunk = m_chunks[serialOf(row)]->chunk;
    if (chunk->isFull())
        chunk = std::make_shared<EventChunk>(*chunk);
    chunk->join(offsetOf(row), event);
    if (event.idHash != 0)
        owner.byId.insert(event.idHash, row);
}

qsizetype EventStore::add(const QString &serverId, std::span<const EventRecord> events)
{
    auto *owner = server(serverId);
    if (!owner)
        return 0;
    std::vector<EventRow> rows;
    bool learned = false;
    for (const auto &event : events) {
        if (event.idHash != 0 && owner->byId.contains(event.idHash))
            continue;
        learned = learnNames(*owner, event) || learned;
        if (const auto same = event.act == 0 ? std::nullopt : sameAct(*owner, event)) {
            join(*owner, *same, event);
            learned = true;
            continue;
        }
        rows.push_back(append(*owner, event));
        if (event.idHash != 0)
            owner->byId.insert(event.idHash, rows.back());
        if (event.act != 0)
            owner->acts.insert({event.act, event.micros / mostBetweenLogs}, rows.back());
    }
    const auto fresh = qsizetype(rows.size());
    publish(*owner, std::move(rows));
    if (learned)
        Q_EMIT relabelled();
    return fresh;
}

void EventStore::addGap(const QString &serverId, const QDateTime &from, const QDateTime &to, const QString &reason)
{
    auto *owner = server(serverId);
    if (!owner)
        return;
    EventRecord record;
    record.kind = RowKind::gap;
    record.micros = (from.isValid() ? from : to).toMSecsSinceEpoch() * 1000;
    record.texts[std::size_t(EventColumn::detail)] = reason;
    record.texts[std::size_t(EventColumn::event)] =
        to.isValid() ? tr("Events may be missing up to %1").arg(to.toUTC().toString(Qt::ISODate))
                     : tr("Events may be missing");
    publish(*owner, {append(*owner, std::move(record))});
}

void EventStore::publish(Server &owner, std::vector<EventRow> rows)
{
    if (rows.empty())
        return;
    const auto order = [this](EventRow a, EventRow b) { return before(a, b); };
    std::ranges::sort(rows, order);
    // New events are nearly always newer than all known ones, and nothing is moved.
    auto &all = owner.rows;
    const auto later = std::ranges::upper_bound(all, rows.front(), order);
    const std::vector<EventRow> tail(later, all.end());
    all.erase(later, all.end());
    std::ranges::merge(tail, rows, std::back_inserter(all), order);
    Q_EMIT added(rows);
    if (qsizetype(all.size()) > m_capacity)
        evict(owner, qsizetype(all.size()) - m_capacity + m_capacity / 64);
}

void EventStore::evict(Server &owner, qsizetype count)
{
    if (count <= 0)
        return;
    const std::vector<EventRow> oldest(owner.rows.begin(), owner.rows.begin() + count);
    Q_EMIT aboutToEvict(oldest);
    owner.rows.erase(owner.rows.begin(), owner.rows.begin() + count);
    owner.evicted = true;
    const auto forget = [&owner](quint64 id, EventRow row) {
        if (const auto known = owner.byId.constFind(id); known != owner.byId.constEnd() && *known == row)
            owner.byId.erase(known);
    };
    for (const auto row : oldest) {
        const auto &chunk = *m_chunks[serialOf(row)]->chunk;
        forget(chunk.idHash[offsetOf(row)], row);
        for (const auto &more : chunk.joined(offsetOf(row)))
            forget(more.idHash, row);
        drop(row);
    }
    owner.acts.removeIf([this](std::pair<const ActAt &, EventRow &> act) { return !contains(act.second); });
    if (owner.open && !m_chunks[*owner.open])
        owner.open.reset();
}

void EventStore::drop(EventRow row)
{
    auto &holder = m_chunks[serialOf(row)];
    holder->gone.set(offsetOf(row));
    if (--holder->left == 0)
        holder.reset();
}

void EventStore::markOldHistory(const QString &serverId)
{
    auto *owner = server(serverId);
    if (!owner)
        return;
    for (const auto row : owner->rows)
        m_chunks[serialOf(row)]->oldHistory.set(offsetOf(row));
    // The new history may use the same ids for other entries.
    owner->byId.clear();
    owner->acts.clear();
    Q_EMIT relabelled();
}

qsizetype EventStore::size() const
{
    qsizetype rows = 0;
    for (const auto &s : m_servers)
        rows += s ? qsizetype(s->rows.size()) : 0;
    return rows;
}

qsizetype EventStore::size(const QString &serverId) const
{
    const auto *owner = server(serverId);
    return owner ? qsizetype(owner->rows.size()) : 0;
}

bool EventStore::hasEvicted(const QString &serverId) const
{
    const auto *owner = server(serverId);
    return owner && owner->evicted;
}

const EventStore::Held *EventStore::held(EventRow row) const
{
    const auto serial = serialOf(row);
    if (serial >= m_chunks.size() || !m_chunks[serial])
        return nullptr;
    const auto *holder = m_chunks[serial].get();
    return offsetOf(row) < holder->chunk->size() && !holder->gone.test(offsetOf(row)) ? holder : nullptr;
}

bool EventStore::contains(EventRow row) const
{
    return held(row) != nullptr;
}

RowKind EventStore::kind(EventRow row) const
{
    const auto *holder = held(row);
    return holder ? holder->chunk->kind[offsetOf(row)] : RowKind::event;
}

qint64 EventStore::micros(EventRow row) const
{
    const auto *holder = held(row);
    return holder ? holder->chunk->micros[offsetOf(row)] : 0;
}

QDateTime EventStore::time(EventRow row) const
{
    return contains(row) ? timeOf(micros(row)) : QDateTime();
}

QString EventStore::text(EventRow row, EventColumn column) const
{
    const auto *holder = held(row);
    if (!holder)
        return {};
    const auto &owner = *m_servers[holder->chunk->server];
    if (column == EventColumn::server)
        return owner.name;
    const auto &stored = holder->chunk->text(offsetOf(row), column);
    if (column == EventColumn::team)
        return owner.names.value(stored, stored);
    if (column != EventColumn::asset || stored.isEmpty())
        return stored;
    auto assets = partsOf(stored);
    for (auto &asset : assets)
        asset = owner.names.value(asset, asset);
    return joinedParts(assets);
}

QString EventStore::teamName(EventRow row) const
{
    const auto *holder = held(row);
    if (!holder)
        return {};
    return m_servers[holder->chunk->server]->names.value(holder->chunk->text(offsetOf(row), EventColumn::team));
}

RowOutcome EventStore::outcome(EventRow row) const
{
    const auto *holder = held(row);
    return holder ? holder->chunk->outcome[offsetOf(row)] : RowOutcome::unknown;
}

qint64 EventStore::sequence(EventRow row) const
{
    const auto *holder = held(row);
    return holder ? holder->chunk->sequence[offsetOf(row)] : -1;
}

QString EventStore::serverId(EventRow row) const
{
    const auto *holder = held(row);
    return holder ? m_servers[holder->chunk->server]->id : QString();
}

QString EventStore::teamId(EventRow row) const
{
    const auto *holder = held(row);
    return holder ? holder->chunk->text(offsetOf(row), EventColumn::team) : QString();
}

bool EventStore::isOldHistory(EventRow row) const
{
    const auto *holder = held(row);
    return holder && holder->oldHistory.test(offsetOf(row));
}

bool EventStore::isSevere(EventRow row) const
{
    const auto *holder = held(row);
    return holder && holder->chunk->severe[offsetOf(row)];
}

EntryPtr EventStore::entry(EventRow row) const
{
    const auto *holder = held(row);
    if (!holder || holder->chunk->kind[offsetOf(row)] == RowKind::gap)
        return nullptr;
    return decoded(m_cache.json(serialOf(row), *holder->chunk, offsetOf(row)));
}

EntryPtr EventStore::decoded(const QByteArray &json) const
{
    ++m_decoded;
    auto entry = json::decodeText<records::AuditEntry>({json.constData(), std::size_t(json.size())},
                                                       json::UnknownMembers::ignore);
    return entry ? std::make_shared<const records::AuditEntry>(std::move(*entry)) : nullptr;
}

std::vector<EntryPtr> EventStore::entries(EventRow row) const
{
    std::vector<EntryPtr> all;
    if (auto first = entry(row))
        all.push_back(std::move(first));
    if (const auto *holder = held(row))
        for (const auto &more : holder->chunk->joined(offsetOf(row)))
            if (auto next = decoded(more.json))
                all.push_back(std::move(next));
    return all;
}

std::optional<EventRow> EventStore::find(const QString &serverId, const QString &entryId) const
{
    const auto *owner = server(serverId);
    if (!owner)
        return std::nullopt;
    const auto it = owner->byId.constFind(hashOfId(entryId));
    return it == owner->byId.constEnd() ? std::nullopt : std::optional(*it);
}

bool EventStore::before(EventRow a, EventRow b) const
{
    const auto &one = *m_chunks[serialOf(a)]->chunk;
    const auto &other = *m_chunks[serialOf(b)]->chunk;
    return rowLess(one, a, other, b);
}

qsizetype EventStore::memory() const
{
    qsizetype bytes = qsizetype(m_chunks.capacity() * sizeof(void *));
    for (const auto &holder : m_chunks)
        if (holder)
            bytes += qsizetype(sizeof(Held)) + holder->chunk->memory();
    for (const auto &s : m_servers)
        if (s)
            bytes += qsizetype(s->rows.capacity() * sizeof(EventRow)) + s->byId.capacity() * 24;
    return bytes;
}

FilterSnapshot EventStore::snapshot(const QString &serverId) const
{
    FilterSnapshot out;
    for (const auto &s : m_servers) {
        if (!s || (!serverId.isEmpty() && s->id != serverId))
            continue;
        FilterSnapshot::ServerRows rows{s->name, s->names, {}};
        rows.rows.reserve(s->rows.size());
        for (const auto row : s->rows) {
            const auto &chunk = m_chunks[serialOf(row)]->chunk;
            if (!chunk->isFull())
                continue;  // grows still: left to this thread
            rows.rows.push_back(row);
            out.chunks.insert(serialOf(row), chunk);
        }
        out.servers.push_back(std::move(rows));
    }
    return out;
}

}  // namespace castellan::client
