// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/journal/journal.h"

#include "core/mutex.h"
#include "core/text/utf8.h"
#include "core/try.h"
#include "server/journal/actor_columns.h"
#include "server/journal/body.h"
#include "server/journal/checkpoint.h"
#include "server/journal/format.h"
#include "server/journal/row.h"
#include "server/journal/sums.h"
#include "server/store/epoch.h"
#include "server/store/tables/journal_records.h"

#include <array>
#include <map>

namespace castellan::journal {
namespace {

constexpr std::int64_t rowsPerCheckpoint = 1024;
constexpr auto checkpointPause = std::chrono::seconds(60);

// With the body's bound they keep a row below 16 KiB.
constexpr std::size_t nameLimit = 254;
constexpr std::size_t addressLimit = 64;
constexpr std::size_t clientLimit = 512;
constexpr std::size_t requestIdLimit = 64;

/// As rows keep it: valid UTF-8 of at most `limit` bytes.
std::string textOf(std::string_view text, std::size_t limit)
{
    return std::string(cutUtf8(repairedUtf8(std::string(text)), limit));
}

/// The error of an act whose row can't be written: without its row the act must not happen.
Error unavailable(Error error)
{
    error.code = ErrorCode::audit_unavailable;
    error.message = "Nothing was changed, because the server cannot write its journal now. Try again later.";
    error.path.clear();
    return error;
}

/// As rows store them: 0 for none.
std::int64_t numberOf(const std::optional<UserId> &user)
{
    return user ? user->number() : 0;
}

std::int64_t numberOf(const Scope &scope)
{
    if (const auto *user = std::get_if<UserId>(&scope))
        return user->number();
    const auto *team = std::get_if<TeamId>(&scope);
    return team != nullptr ? team->number() : 0;
}

}  // namespace

std::string_view actorWord(ActorKind kind)
{
    switch (kind) {
    case ActorKind::system:
        return "system";
    case ActorKind::user:
        return "user";
    case ActorKind::host:
        return "host";
    case ActorKind::anonymous:
        return "anonymous";
    case ActorKind::key:
        return "key";
    }
    return "system";
}

std::string epochName(std::uint64_t epoch)
{
    std::array<std::byte, 6> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = std::byte(epoch >> (8U * (bytes.size() - 1 - i)));
    return toHex(bytes);
}

std::string chainPrefix(const Digest &chain)
{
    return toHex(std::span(chain).first(8));
}

struct Journal::Impl {
    explicit Impl(store::Store &s) : store(s) {}

    store::Store &store;

    // Of the writer thread: where the journal ends inside the open transaction, and how to go back.
    Head head;
    std::vector<JournalRow> rows;
    Sums sums;
    Head actHead;
    std::size_t actRows = 0;
    std::int64_t rowsSinceCheckpoint = 0;
    Instant lastCheckpointAt{};
    CheckpointSigner signer;
    std::vector<std::function<void(std::span<const JournalRow>)>> listeners;

    mutable Mutex mutex;
    Head committedHead GUARDED_BY(mutex);

    [[nodiscard]] Result<void> write(store::Writer &writer, const Entry &entry, std::int64_t count);
    [[nodiscard]] bool checkpointDue(Instant now, bool closing) const
    {
        const auto open = rowsSinceCheckpoint + std::int64_t(rows.size());
        return open >= rowsPerCheckpoint || (open > 0 && (closing || now - lastCheckpointAt >= checkpointPause));
    }
};

Journal::Journal(store::Store &store) : m_impl(std::make_unique<Impl>(store)) {}

Journal::~Journal()
{
    m_impl->store.leave(*this);
}

store::Store &Journal::store() const
{
    return m_impl->store;
}

Result<std::optional<Checkpoint>> Journal::lastCheckpoint(store::Reader &reader) const
{
    auto record = store::journal_checkpoints::last(reader);
    if (!record)
        return fail(std::move(record).error());
    return *record ? std::optional(checkpointFrom(**record)) : std::nullopt;
}

Result<std::unique_ptr<Journal>> Journal::open(store::Store &store)
{
    std::unique_ptr<Journal> journal(new Journal(store));
    TRY(store.join(*journal));
    return journal;
}

Result<void> Journal::Impl::write(store::Writer &writer, const Entry &entry, std::int64_t count)
{
    const auto &kind = kindOf(entry.event);
    store::JournalRecord record;
    record.seq = head.seq + 1;
    record.epoch = std::int64_t(head.epoch);
    record.at = writer.now();
    record.event = kind.word;
    record.scope = std::int64_t(kind.scope);
    record.scopeId = kind.scope == EventScope::platform ? 0 : numberOf(entry.scope);
    const auto actor = columnsOf(entry.actor);
    record.actorKind = std::int64_t(actor.kind);
    record.actor = numberOf(actor.user);
    record.subject = numberOf(entry.subject);
    // Else erasing a person would leave the rows about that person.
    if (!entry.subject && kind.scope == EventScope::user)
        record.subject = numberOf(entry.scope);
    record.auth = std::int64_t(actor.auth);
    record.outcome = std::int64_t(entry.outcome);
    record.count = count;
    record.requestId = textOf(entry.requestId, requestIdLimit);
    record.actorName = textOf(actor.name, nameLimit);
    record.address = textOf(entry.address, addressLimit);
    record.client = textOf(entry.client, clientLimit);
    auto body = entry.body;
    maskSecrets(body);
    record.body = storedBody(body);
    record.salt.emplace(saltSize, '\0');
    writer.random().fill({reinterpret_cast<std::byte *>(record.salt->data()), saltSize});
    record.personalHash = personalHash(record);
    auto row = rowFrom(writer.ids(), record);
    record.chain = row.chain = chainHash(head.chain, leafHash(record, row.id));
    if (auto ok = store::journal_records::insert(writer, record); !ok)
        return fail(unavailable(std::move(ok.error())));
    head.seq = record.seq;
    head.chain = record.chain;
    rows.push_back(std::move(row));
    return {};
}

Result<void> Journal::append(store::Writer &writer, Entry entry)
{
    if (kindOf(entry.event).recording == EventRecording::sum && !m_impl->sums.isRow(entry, writer.now()))
        return {};
    return m_impl->write(writer, entry, 1);
}

Head Journal::head() const
{
    const Lock lock(m_impl->mutex);
    return m_impl->committedHead;
}

void Journal::onCommitted(std::function<void(std::span<const JournalRow>)> f)
{
    m_impl->listeners.push_back(std::move(f));
}

Result<std::int64_t> Journal::erasePerson(store::Writer &writer, UserId user, Entry by, bool accountDeleted)
{
    auto erased = store::journal_records::erase(writer, user);
    if (!erased)
        return fail(unavailable(std::move(erased.error())));
    by.event = Event::platform_person_erased;
    by.subject = user;
    // The entry about the erasure must not repeat the erased data.
    if (const auto actor = columnsOf(by.actor); actor.user == user) {
        by.actor = UserActor{user, {}, actor.auth};
        by.address = by.client = {};
    }
    by.body = {};
    by.body["rows"] = *erased;
    if (accountDeleted)
        by.body["accountDeleted"] = true;
    TRY(append(writer, std::move(by)));
    return *erased;
}

Result<void> Journal::signAt(store::Writer &writer, const Head &head)
{
    auto &impl = *m_impl;
    if (auto ok = impl.signer.write(writer, impl.store.sealer(store::SealedClass::signing), head); !ok)
        return fail(unavailable(std::move(ok.error())));
    return {};
}

Result<void> Journal::beginEpoch(store::Writer &writer)
{
    const auto epoch = store::newEpoch(writer.random());
    if (auto ok = store::journal_records::insertEpoch(writer, {epoch, m_impl->head.seq + 1}); !ok)
        return fail(unavailable(std::move(ok.error())));
    m_impl->head.epoch = std::uint64_t(epoch);
    return {};
}

// ---- store::Participant

void Journal::actBegins()
{
    m_impl->actHead = m_impl->head;
    m_impl->actRows = m_impl->rows.size();
    m_impl->sums.actBegins();
}

void Journal::actUndone()
{
    m_impl->head = m_impl->actHead;
    m_impl->rows.resize(m_impl->actRows);
    m_impl->sums.actUndone();
}

bool Journal::due(Instant now)
{
    return m_impl->sums.due(now) || m_impl->checkpointDue(now, false);
}

Result<void> Journal::beforeCommit(store::Writer &writer, bool closing)
{
    auto &impl = *m_impl;
    for (const auto &[entry, count] : impl.sums.take(writer.now(), closing)) {
        TRY(impl.write(writer, entry, count));
    }
    std::map<std::optional<TeamId>, std::int64_t> perLog;
    for (const auto &row : impl.rows)
        ++perLog[row.scopeTeam];
    for (const auto &[team, rows] : perLog) {
        if (auto ok = store::journal_records::addToCount(writer, team, rows); !ok)
            return fail(unavailable(std::move(ok.error())));
    }
    if (!impl.checkpointDue(writer.now(), closing))
        return {};
    TRY(signAt(writer, impl.head));
    // Counted down by committed(), which adds the rows of this group.
    impl.rowsSinceCheckpoint = -std::int64_t(impl.rows.size());
    impl.lastCheckpointAt = writer.now();
    return {};
}

void Journal::committed()
{
    auto &impl = *m_impl;
    impl.sums.committed();
    impl.rowsSinceCheckpoint += std::int64_t(impl.rows.size());
    {
        const Lock lock(impl.mutex);
        impl.committedHead = impl.head;
    }
    const auto rows = std::exchange(impl.rows, {});
    if (rows.empty())
        return;
    for (const auto &listener : impl.listeners)
        listener(rows);
}

Result<void> Journal::reload(store::Reader &reader)
{
    auto &impl = *m_impl;
    impl.sums.groupUndone();
    impl.rows.clear();
    impl.signer.forget();
    auto last = store::journal_records::last(reader);
    if (!last)
        return fail(std::move(last).error());
    auto anchor = TRY(store::journal_records::anchor(reader));
    auto epochs = TRY(store::journal_records::epochs(reader));
    if (epochs.empty())
        return fail(ErrorCode::corrupt, "The journal has no epoch.");
    auto checkpoint = store::journal_checkpoints::last(reader);
    if (!checkpoint)
        return fail(std::move(checkpoint).error());
    impl.head.epoch = std::uint64_t(epochs.back().epoch);
    impl.head.seq = *last ? (*last)->seq : anchor.seq;
    impl.head.chain = *last ? (*last)->chain : anchor.chain;
    impl.rowsSinceCheckpoint = impl.head.seq - (*checkpoint ? (*checkpoint)->seq : 0);
    impl.lastCheckpointAt = *checkpoint ? (*checkpoint)->at : reader.now();
    const Lock lock(impl.mutex);
    impl.committedHead = impl.head;
    return {};
}

}  // namespace castellan::journal
