// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/event_chunk.h"

#include "client/display_text.h"
#include "client/events/act.h"
#include "client/events/entry_sentence.h"
#include "client/events/texts.h"
#include "core/clock.h"
#include "core/event.h"

#include <QCoreApplication>

#include <algorithm>

namespace castellan::client {
namespace {

constexpr int detailLimit = 200;  ///< characters; the whole is in the record
constexpr std::size_t cachedBlocks = 16;

QString fromUtf8(const std::string &text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString fromUtf8(const std::optional<std::string> &text)
{
    return text ? fromUtf8(*text) : QString();
}

RowOutcome outcomeOf(const records::AuditEntry &entry)
{
    if (entry.outcome == outcomeWord(Outcome::done))
        return RowOutcome::success;
    if (entry.outcome == outcomeWord(Outcome::refused))
        return RowOutcome::refused;
    if (entry.outcome == outcomeWord(Outcome::failed))
        return RowOutcome::failed;
    // Servers without the member say it by an error in the body.
    return entry.body && entry.body->if_contains("error") ? RowOutcome::failed : RowOutcome::success;
}

QString detailOf(const records::AuditEntry &entry)
{
    QString detail = failureOf(entry);
    for (const auto &change : changesOf(entry)) {
        if (!detail.isEmpty())
            detail += QStringLiteral(", ");
        detail += changeText(change);
        if (detail.size() > detailLimit)
            break;
    }
    if (detail.size() > detailLimit)
        detail = detail.left(detailLimit - 1) % QStringLiteral("…");
    return detail;
}

QString textIn(const json::object &object, std::string_view name)
{
    const auto *v = object.if_contains(name);
    return v && v->is_string() ? QString::fromUtf8(v->get_string().data(), qsizetype(v->get_string().size()))
                               : QString();
}

/// A member of the record that the body has under this name; nothing without one.
QString textIn(const records::AuditEntry &entry, std::string_view record, std::string_view name)
{
    const auto *v = entry.body ? entry.body->if_contains(record) : nullptr;
    return v && v->is_object() ? textIn(v->get_object(), name) : QString();
}

QString scopeIdOf(const records::AuditEntry &entry, std::string_view type)
{
    return entry.scope && entry.scope->type == type ? fromUtf8(entry.scope->id) : QString();
}

/// The team's id, by which a name may be known; else the name that the body gives.
QString teamOf(const records::AuditEntry &entry)
{
    auto team = scopeIdOf(entry, "team");
    if (team.isEmpty())
        team = textIn(entry, "team", "id");
    return team.isEmpty() ? textIn(entry, "team", "name") : team;
}

/// The new value of a member, by the body's `updates`; empty without one.
QString updated(const records::AuditEntry &entry, QLatin1StringView key)
{
    QString value;
    const auto *updates = entry.body ? entry.body->if_contains("updates") : nullptr;
    if (updates && updates->is_array())
        for (const auto &update : updates->get_array())
            if (const auto *object = update.if_object(); object && textIn(*object, "key") == key)
                value = textIn(*object, "new");
    return value;
}

void nameTeam(EventRecord &record, const records::AuditEntry &entry, std::optional<Event> event)
{
    record.teamId = textIn(entry, "team", "id");
    if (record.teamId.isEmpty())
        record.teamId = scopeIdOf(entry, "team");
    record.teamName = displayText(textIn(entry, "team", "name"));
    if (event != Event::team_settings_updated)
        return;
    if (const auto name = displayText(updated(entry, QLatin1StringView("name"))); !name.isEmpty()) {
        record.teamName = name;
        record.renamesTeam = true;
    }
}

/// The application, instance or device of whose log the entry is.
QString assetOf(EventRecord &record, const records::AuditEntry &entry)
{
    for (const auto *type : {"application", "project", "device"})
        if (auto id = scopeIdOf(entry, type); !id.isEmpty()) {
            record.assetName = displayText(textIn(entry, type, "name"));
            return id;
        }
    return {};
}

/// The rank of a scope's type among the levels, the widest first.
qsizetype rankOf(const QString &scope)
{
    static constexpr auto levels =
        std::to_array<QStringView>({u"platform", u"user", u"team", u"application", u"project", u"device"});
    return std::ranges::find(levels, QStringView(scope)) - levels.begin();
}

QByteArray jsonOf(const records::AuditEntry &entry)
{
    const auto text =
        entry.raw.empty() ? std::string(json::encodeText(entry)) : json::serialize(json::value(entry.raw));
    return QByteArray(text.data(), qsizetype(text.size()));
}

}  // namespace

quint64 hashOfId(const QString &id)
{
    return id.isEmpty() ? 0 : quint64(qHash(id, 0x9e3779b97f4a7c15U));
}

QStringList partsOf(const QString &text)
{
    return text.split(QStringLiteral(", "));
}

QString joinedParts(const QStringList &parts)
{
    return parts.join(QStringLiteral(", "));
}

EventRecord recordOf(const records::AuditEntry &entry, const QString &teamId)
{
    EventRecord record;
    const auto at = fromIso(entry.createdAt);
    record.micros = at ? toMicros(*at) : 0;
    record.sequence = entry.seq.value_or(-1);
    record.count = entry.count.value_or(1);
    record.id = fromUtf8(entry.id);
    record.idHash = hashOfId(record.id);
    const auto word = eventOf(entry);
    const auto event = eventFromWord(word);
    nameTeam(record, entry, event);
    if (record.teamId.isEmpty())
        record.teamId = teamId;
    record.userId = textIn(entry, "user", "id");
    record.newRole = updated(entry, QLatin1StringView("role"));
    record.act = actOf(entry);
    record.requestHash = hashOfId(fromUtf8(entry.requestId));
    record.outcome = outcomeOf(entry);
    const auto *foreign = event ? nullptr : textOf(word);
    record.severe = event ? kindOf(*event).severe : foreign != nullptr && foreign->trait == EventText::severe;
    const auto set = [&record](EventColumn column, const QString &text) {
        record.texts[std::size_t(column)] = displayText(text);
    };
    set(EventColumn::event, fromUtf8(word));
    set(EventColumn::actor, actorOf(entry));
    const auto team = teamOf(entry);
    set(EventColumn::team, team.isEmpty() ? teamId : team);
    set(EventColumn::asset, assetOf(record, entry));
    set(EventColumn::target, targetOf(entry));
    set(EventColumn::detail, detailOf(entry));
    set(EventColumn::address, fromUtf8(entry.address));
    set(EventColumn::scope, entry.scope ? fromUtf8(entry.scope->type) : QString());
    // FlowFuse's source "api" is an access token; a session has no source.
    set(EventColumn::auth, entry.auth              ? fromUtf8(entry.auth)
                           : entry.source == "api" ? QStringLiteral("token")
                                                   : fromUtf8(entry.source));
    record.json = jsonOf(entry);
    return record;
}

QString outcomeWordOf(RowOutcome outcome)
{
    switch (outcome) {
    case RowOutcome::unknown:
        return {};
    case RowOutcome::success:
        return QStringLiteral("success");
    case RowOutcome::refused:
        return QStringLiteral("refused");
    case RowOutcome::failed:
        return QStringLiteral("failed");
    }
    return {};
}

QString outcomeText(RowOutcome outcome)
{
    switch (outcome) {
    case RowOutcome::unknown:
        return {};
    case RowOutcome::success:
        return QCoreApplication::translate("EventStore", "Success");
    case RowOutcome::refused:
        return QCoreApplication::translate("EventStore", "Refused");
    case RowOutcome::failed:
        return QCoreApplication::translate("EventStore", "Failed");
    }
    return {};
}

quint16 EventChunk::intern(const QString &text)
{
    const auto it = m_index.constFind(text);
    if (it != m_index.constEnd())
        return *it;
    const auto number = quint16(strings.size());
    strings.push_back(text);
    strings.back().squeeze();
    m_index.insert(strings.back(), number);
    return number;
}

quint32 EventChunk::append(EventRecord record)
{
    const auto row = size();
    micros.push_back(record.micros);
    sequence.push_back(record.sequence);
    idHash.push_back(record.idHash);
    requestHash.push_back(record.requestHash);
    kind.push_back(record.kind);
    outcome.push_back(record.outcome);
    severe.push_back(record.severe);
    for (std::size_t column = 0; column < storedColumns; ++column)
        texts[column].push_back(intern(record.texts[column]));
    m_pending.push_back(std::move(record.json));
    if (m_pending.size() == rowsPerBlock)
        seal();
    return row;
}

void EventChunk::join(quint32 row, EventRecord record)
{
    const auto put = [&](EventColumn column, const QString &value) { texts[std::size_t(column)][row] = intern(value); };
    // The log of the widest level comes first, whichever was read first.
    const auto scopes = text(row, EventColumn::scope);
    const bool wider = rankOf(record.text(EventColumn::scope)) < rankOf(partsOf(scopes).constFirst());
    const auto both = [&](EventColumn column) {
        auto parts = partsOf(text(row, column));
        const auto &more = record.text(column);
        if (more.isEmpty() || parts.contains(more))
            return;
        parts.insert(wider ? 0 : parts.size(), more);
        parts.removeAll(QString());
        put(column, joinedParts(parts));
    };
    both(EventColumn::scope);
    both(EventColumn::event);
    both(EventColumn::asset);
    for (const auto column : {EventColumn::team, EventColumn::target, EventColumn::detail})
        if (text(row, column).isEmpty())
            put(column, record.text(column));
    severe[row] = severe[row] || record.severe;
    m_joined[row].append({record.idHash, std::move(record.json)});
}

bool EventChunk::hasId(quint32 row, quint64 hash) const
{
    if (hash == 0)
        return false;
    return idHash[row] == hash ||
           (!m_joined.isEmpty() &&
            std::ranges::any_of(m_joined.value(row), [&](const auto &one) { return one.idHash == hash; }));
}

/// One compressed block for 64 records: they resemble each other, so each costs about a fifth of its text.
void EventChunk::seal()
{
    QByteArray joined;
    qsizetype total = 0;
    for (const auto &one : m_pending)
        total += one.size() + 1;
    joined.reserve(total);
    for (const auto &one : m_pending)
        joined.append(one).append('\n');  // JSON has no bare line feed
    auto packed = qCompress(joined, 1);
    packed.squeeze();
    m_packedBlocks.push_back(std::move(packed));
    m_pending.clear();
    if (isFull()) {
        m_pending.shrink_to_fit();
        m_index = {};
        strings.shrink_to_fit();
        const auto shrink = [](auto &...columns) { (columns.shrink_to_fit(), ...); };
        shrink(micros, sequence, idHash, requestHash, kind, outcome, severe);
        for (auto &column : texts)
            column.shrink_to_fit();
    }
}

std::vector<QByteArray> EventChunk::unpack(quint32 block) const
{
    if (block >= m_packedBlocks.size())
        return m_pending;
    std::vector<QByteArray> out;
    const auto joined = qUncompress(m_packedBlocks[block]);
    for (qsizetype at = 0; at < joined.size();) {
        const auto end = joined.indexOf('\n', at);
        out.push_back(joined.mid(at, end - at));
        at = end + 1;
    }
    return out;
}

qsizetype EventChunk::memory() const
{
    qsizetype bytes = sizeof(*this);
    const auto of = [&bytes](const auto &...columns) {
        ((bytes += qsizetype(columns.capacity() * sizeof(columns[0]))), ...);
    };
    of(micros, sequence, idHash, requestHash, kind, outcome, strings);
    bytes += qsizetype(severe.capacity() / 8);
    for (const auto &column : texts)
        of(column);
    for (const auto &text : strings)
        bytes += text.capacity() * qsizetype(sizeof(QChar)) + 24;
    for (const auto &block : m_packedBlocks)
        bytes += block.capacity() + 24;
    for (const auto &one : m_pending)
        bytes += one.capacity() + 24;
    for (const auto &row : m_joined)
        for (const auto &one : row)
            bytes += qsizetype(sizeof(one)) + one.json.capacity() + 24;
    return bytes + m_index.size() * 40;
}

QByteArray EntryCache::json(quint64 serial, const EventChunk &chunk, quint32 row)
{
    const auto number = row / EventChunk::rowsPerBlock;
    const auto within = row % EventChunk::rowsPerBlock;
    auto it = std::ranges::find_if(
        m_blocks, [&](const Block &block) { return block.serial == serial && block.number == number; });
    if (it != m_blocks.end() && within >= it->json.size()) {  // the block has grown since
        m_blocks.erase(it);
        it = m_blocks.end();
    }
    if (it == m_blocks.end()) {
        if (m_blocks.size() == cachedBlocks)
            m_blocks.erase(m_blocks.begin());
        m_blocks.push_back({serial, number, chunk.unpack(number)});
    } else {
        std::rotate(it, it + 1, m_blocks.end());
    }
    const auto &block = m_blocks.back();
    return within < block.json.size() ? block.json[within] : QByteArray();
}

}  // namespace castellan::client
