// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actor.h"
#include "core/clock.h"
#include "core/crypto/digest.h"
#include "core/event.h"
#include "core/ids.h"
#include "core/json/codec.h"
#include "server/store/store.h"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace castellan::journal {

/// Kinds of actors, as rows hold them.
enum class ActorKind : std::uint8_t { system = 0, user = 1, host = 2, anonymous = 3, key = 4 };
[[nodiscard]] std::string_view actorWord(ActorKind kind);  // "system", "user", "host", "anonymous", "key"

/// The team, or the user, that an event's scope names. Nothing: the platform, or a user whom the server doesn't know.
using Scope = std::variant<std::monostate, UserId, TeamId>;
template <class IdType> [[nodiscard]] Scope scopeOf(const std::optional<IdType> &id)
{
    return id ? Scope(*id) : Scope();
}

/// An event as the act that causes it records it.
struct Entry {
    Event event = Event::platform_started;
    Scope scope;
    Actor actor;
    /// The user affected. Erasing that person erases the personal part of the row.
    std::optional<UserId> subject;
    Outcome outcome = Outcome::done;
    std::string requestId;
    std::string address;
    std::string client;  ///< user agent
    /// FlowFuse's shape; `updates` as [{key, old, new, dif}]. Values of secret members are masked before they are
    /// stored.
    json::object body;
};

/// One row, its texts in valid UTF-8.
struct JournalRow {
    std::int64_t seq = 0;
    std::uint64_t epoch = 0;
    std::string id;  ///< public, also the cursor
    Instant at{};
    std::string event;
    EventScope scope = EventScope::platform;
    std::optional<UserId> scopeUser;  ///< of EventScope::user; nothing: a user whom the server doesn't know
    std::optional<TeamId> scopeTeam;  ///< of EventScope::team
    ActorKind actorKind = ActorKind::system;
    std::optional<UserId> actor;
    std::optional<UserId> subject;
    Auth auth = Auth::none;
    Outcome outcome = Outcome::done;
    std::int64_t count = 1;  ///< more than 1: a sum
    std::string requestId;
    bool erased = false;  ///< the members below are erased: of an erased person, or beyond their retention
    std::string actorName;
    std::string address;
    std::string client;
    std::string body;  ///< JSON object, at most 16 KiB with the rest; `{}` if none
    Digest chain{};    ///< after this row
};

/// The end of the journal: its last row.
struct Head {
    std::uint64_t epoch = 0;
    std::int64_t seq = 0;  ///< 0: no rows
    Digest chain{};
};

/// `1f0a…` (12 hex digits): an epoch as it is written in cursors and answers.
[[nodiscard]] std::string epochName(std::uint64_t epoch);
/// First 8 bytes of a chain hash, as 16 hex digits: the last part of a stream's cursor.
[[nodiscard]] std::string chainPrefix(const Digest &chain);

/// FlowFuse's query parameters.
struct PageQuery {
    std::int64_t limit = 1000;  ///< 0: the default; above 1000 is clamped
    std::string cursor;         ///< id of the last row seen; empty: from the newest
    std::string query;          ///< found in the event, the actor's name or a value of the body, in any case
    std::vector<std::string> events;
    std::vector<std::string> usernames;
    /// Nothing: the platform's log (scopes platform and user). Else the team with this id.
    std::optional<TeamId> team;
};

struct JournalPage {
    std::vector<JournalRow> rows;  ///< newest first
    std::int64_t count = 0;
    bool countInexact = false;  ///< there are more than `count`
    std::string nextCursor;     ///< empty: that was the last page
};

/// A signed statement of where the journal once ended.
struct Checkpoint {
    std::uint64_t epoch = 0;
    std::int64_t seq = 0;
    Digest chain{};
    Instant at{};
    std::string publicKey;  ///< Ed25519, 32 bytes
    std::string signature;  ///< 64 bytes
};

/// The audit journal: rows in a hash chain, written in the transaction of the act that they tell of. The format is in
/// docs/journal-format.md.
class Journal final : public store::Participant {
public:
    /// Joins the store. `store` must outlive it.
    [[nodiscard]] static Result<std::unique_ptr<Journal>> open(store::Store &store);
    ~Journal() override;  // leaves the store

    /// Writes the entry with the act: if this fails, return its error (audit_unavailable), so that the act is undone.
    /// Events that are recorded as sums: the first five per (event, actor or name tried, address) and minute are rows,
    /// the rest becomes one row with a count when the minute is over.
    [[nodiscard]] Result<void> append(store::Writer &writer, Entry entry);

    /// ErrorCode::invalid_cursor, query_too_slow.
    [[nodiscard]] Result<JournalPage> page(store::Reader &reader, const PageQuery &query) const;
    /// Rows with seq > `after`, ascending, at most `limit`.
    [[nodiscard]] Result<std::vector<JournalRow>> readFrom(store::Reader &reader, std::int64_t after,
                                                           std::int64_t limit) const;
    /// The chain after the row `seq` (the anchor's, 0 in a new journal, included); nothing if that is not in the
    /// journal.
    [[nodiscard]] Result<std::optional<Digest>> chainAt(store::Reader &reader, std::int64_t seq) const;
    /// Name of the epoch in which a row was written; nothing if it is not in the journal.
    [[nodiscard]] Result<std::optional<std::uint64_t>> epochAt(store::Reader &reader, std::int64_t seq) const;
    /// Sequence number of the oldest row kept; 1 more than the head's if there are none.
    [[nodiscard]] Result<std::int64_t> oldest(store::Reader &reader) const;

    /// Where the journal ends, as committed. Any thread.
    [[nodiscard]] Head head() const;

    /// Called on the writer thread after each commit that added rows, in order, before the acts' `done`. Register
    /// before the server listens; stays until the journal ends.
    void onCommitted(std::function<void(std::span<const JournalRow>)> f);

    /// Deletes salt and personal part of every row of which the user is actor or subject, and appends
    /// `platform.person-erased`, which says whether the act deleted the account, too. The number of rows.
    [[nodiscard]] Result<std::int64_t> erasePerson(store::Writer &writer, UserId user, Entry by,
                                                   bool accountDeleted = false);

    /// Whether the oldest row is older than that.
    [[nodiscard]] Result<bool> hasBefore(store::Reader &reader, Instant before) const;
    /// Removes rows from the beginning that were written before that moment, at most `limit`, and appends
    /// `platform.journal-purged`; nothing is written if there are none. The rest begins at a signed anchor. The number
    /// of rows.
    [[nodiscard]] Result<std::int64_t> purge(store::Writer &writer, Instant before, std::int64_t limit);

    /// Whether the next row that `empty` would examine is older than that.
    [[nodiscard]] Result<bool> hasFullBefore(store::Reader &reader, EventCategory category, Instant before) const;
    /// Deletes salt and personal part of rows of that category that were written before that moment, examining at most
    /// `limit` rows from where the last call ended, and appends `platform.journal-emptied` if there were any. The
    /// number of rows examined.
    [[nodiscard]] Result<std::int64_t> empty(store::Writer &writer, EventCategory category, Instant before,
                                             std::int64_t limit);

    [[nodiscard]] Result<std::optional<Checkpoint>> lastCheckpoint(store::Reader &reader) const;

    /// A new epoch begins with the next row: after a restore.
    [[nodiscard]] Result<void> beginEpoch(store::Writer &writer);

    // store::Participant
    void actBegins() override;
    void actUndone() override;
    [[nodiscard]] bool due(Instant now) override;
    [[nodiscard]] Result<void> beforeCommit(store::Writer &writer, bool closing) override;
    void committed() override;
    [[nodiscard]] Result<void> reload(store::Reader &reader) override;

private:
    explicit Journal(store::Store &store);
    [[nodiscard]] store::Store &store() const;
    [[nodiscard]] Result<void> signAt(store::Writer &writer, const Head &head);
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace castellan::journal
