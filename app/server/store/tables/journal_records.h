// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/digest.h"
#include "core/ids.h"
#include "server/store/act.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The journal's rows, epochs and anchor. journal/ says what the columns mean and how they are hashed.
namespace castellan::store {

struct JournalRecord {
    std::int64_t seq = 0;
    std::int64_t epoch = 0;
    Instant at{};
    std::string event;
    std::int64_t scope = 0;
    std::int64_t scopeId = 0;
    std::int64_t actorKind = 0;
    std::int64_t actor = 0;
    std::int64_t subject = 0;
    std::int64_t auth = 0;
    std::int64_t outcome = 0;
    std::int64_t count = 1;
    std::string requestId;
    std::optional<std::string> salt;  ///< nothing: erased, with the four below
    std::string actorName;
    std::string address;
    std::string client;
    std::string body;
    Digest personalHash{};
    Digest chain{};

    /// The team in whose log it is; nothing: the platform's.
    [[nodiscard]] std::optional<TeamId> team() const
    {
        return scope == 2 && scopeId != 0 ? std::optional<TeamId>(scopeId) : std::nullopt;
    }
};

struct JournalEpoch {
    std::int64_t epoch = 0;
    std::int64_t firstSeq = 0;
};

struct JournalAnchor {
    std::int64_t seq = 0;
    Digest chain{};
};

struct JournalFilter {
    std::optional<TeamId> team;       ///< of this team's log; nothing: the platform's
    std::int64_t before = INT64_MAX;  ///< seq
    std::string query;                ///< found in event, actor's name or a value of the body, in any case
    std::vector<std::string> events;
    std::vector<std::string> usernames;

    [[nodiscard]] bool narrows() const { return !query.empty() || !events.empty() || !usernames.empty(); }
};

namespace journal_records {

[[nodiscard]] Result<void> insert(Writer &writer, const JournalRecord &record);
[[nodiscard]] Result<std::optional<JournalRecord>> last(Reader &reader);
[[nodiscard]] Result<std::optional<JournalRecord>> find(Reader &reader, std::int64_t seq);
[[nodiscard]] Result<std::vector<JournalRecord>> after(Reader &reader, std::int64_t seq, std::int64_t limit);
/// Newest first.
[[nodiscard]] Result<std::vector<JournalRecord>> page(Reader &reader, const JournalFilter &filter, std::int64_t limit);
/// Counts at most `limit`; second: there may be more, or counting took longer than `budget`.
[[nodiscard]] Result<std::pair<std::int64_t, bool>> countUpTo(Reader &reader, const JournalFilter &filter,
                                                              std::int64_t limit, Clock &clock,
                                                              std::chrono::milliseconds budget);
/// Every row in order, until `f` returns false.
[[nodiscard]] Result<void> forEach(Reader &reader, const std::function<bool(const JournalRecord &)> &f);
[[nodiscard]] Result<std::int64_t> oldest(Reader &reader);

/// Deletes salt and personal part where the user is actor or subject. The number of rows.
[[nodiscard]] Result<std::int64_t> erase(Writer &writer, UserId user);

/// Deletes salt and personal part where the event is one of these, in the rows above `from` and up to `through`.
[[nodiscard]] Result<std::int64_t> empty(Writer &writer, std::span<const std::string_view> events, std::int64_t from,
                                         std::int64_t through);
/// The row up to which `empty` has examined a category; 0 before the first time.
[[nodiscard]] Result<std::int64_t> emptiedThrough(Reader &reader, std::string_view category);
[[nodiscard]] Result<void> setEmptiedThrough(Writer &writer, std::string_view category, std::int64_t through);

[[nodiscard]] Result<void> addToCount(Writer &writer, std::optional<TeamId> team, std::int64_t rows);
[[nodiscard]] Result<std::int64_t> countOf(Reader &reader, std::optional<TeamId> team);

[[nodiscard]] Result<std::vector<JournalEpoch>> epochs(Reader &reader);
[[nodiscard]] Result<void> insertEpoch(Writer &writer, const JournalEpoch &epoch);
[[nodiscard]] Result<JournalAnchor> anchor(Reader &reader);
/// The last row of the run after `from` in which every row is older than `before`, up to row `atMost`; `from` if there
/// is none.
[[nodiscard]] Result<std::int64_t> lastBefore(Reader &reader, Instant before, std::int64_t from, std::int64_t atMost);
/// Removes the rows up to the anchor's, their checkpoints and their counts. The number of rows.
[[nodiscard]] Result<std::int64_t> purge(Writer &writer, const JournalAnchor &anchor);

}  // namespace journal_records
}  // namespace castellan::store
