// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Removing the oldest rows, or their personal parts, so that the rest can still be verified.
#include "server/journal/journal.h"

#include "core/try.h"
#include "server/store/tables/journal_records.h"

#include <boost/json/array.hpp>

#include <algorithm>
#include <vector>

namespace castellan::journal {

Result<bool> Journal::hasBefore(store::Reader &reader, Instant before) const
{
    auto seq = TRY(oldest(reader));
    auto row = store::journal_records::find(reader, seq);
    if (!row)
        return fail(std::move(row).error());
    return *row && (*row)->at < before;
}

/// Only from the beginning: a row that a wrong clock dated too late keeps the rows after it, too.
Result<std::int64_t> Journal::purge(store::Writer &writer, Instant before, std::int64_t limit)
{
    auto anchor = TRY(store::journal_records::anchor(writer));
    auto through = TRY(store::journal_records::lastBefore(writer, before, anchor.seq, anchor.seq + limit));
    // The journal's last committed row stays: where the journal ends is read from it.
    const auto last = std::min(through, head().seq - 1);
    if (last <= anchor.seq)
        return 0;
    auto row = TRY(store::journal_records::find(writer, last));
    if (!row)
        return fail(ErrorCode::corrupt, "The journal lacks row " + std::to_string(last) + ".");
    auto taken = TRY(store::journal_records::purge(writer, {last, row->chain}));
    // Signed, so that a truncated beginning can't be passed off as retention.
    TRY(signAt(writer, {std::uint64_t(row->epoch), last, row->chain}));
    Entry entry;
    entry.event = Event::platform_journal_purged;
    entry.actor = SystemActor{};
    entry.body["info"] = json::object{{"rows", taken}, {"through", last}, {"before", toIso(before)}};
    TRY(append(writer, std::move(entry)));
    return taken;
}

namespace {

std::vector<std::string_view> eventsOf(EventCategory category)
{
    std::vector<std::string_view> out;
    for (const auto &kind : eventCatalogue()) {
        // Rows that explain missing parts keep their own personal part, which names no person.
        const bool explains =
            kind.event == Event::platform_journal_purged || kind.event == Event::platform_journal_emptied;
        if (kind.category == category && !explains)
            out.push_back(kind.word);
    }
    return out;
}

/// The row up to which a category has been examined.
Result<std::int64_t> markOf(store::Reader &reader, EventCategory category)
{
    auto anchor = TRY(store::journal_records::anchor(reader));
    auto mark = TRY(store::journal_records::emptiedThrough(reader, categoryWord(category)));
    return std::max(mark, anchor.seq);
}

}  // namespace

Result<bool> Journal::hasFullBefore(store::Reader &reader, EventCategory category, Instant before) const
{
    auto mark = TRY(markOf(reader, category));
    auto row = store::journal_records::find(reader, mark + 1);
    if (!row)
        return fail(std::move(row).error());
    return *row && (*row)->at < before;
}

Result<std::int64_t> Journal::empty(store::Writer &writer, EventCategory category, Instant before, std::int64_t limit)
{
    auto mark = TRY(markOf(writer, category));
    auto through = store::journal_records::lastBefore(writer, before, mark, mark + limit);
    if (!through || *through <= mark)
        return through ? Result<std::int64_t>(0) : through;
    const auto events = eventsOf(category);
    auto emptied = TRY(store::journal_records::empty(writer, events, mark, *through));
    TRY(store::journal_records::setEmptiedThrough(writer, categoryWord(category), *through));
    if (emptied > 0) {
        json::array words;
        for (const auto event : events)
            words.emplace_back(boost::json::string_view(event));
        Entry entry;
        entry.event = Event::platform_journal_emptied;
        entry.actor = SystemActor{};
        entry.body["info"] = json::object{{"category", boost::json::string_view(categoryWord(category))},
                                          {"events", std::move(words)},
                                          {"from", mark},
                                          {"through", *through},
                                          {"before", toIso(before)},
                                          {"rows", emptied}};
        TRY(append(writer, std::move(entry)));
    }
    return *through - mark;
}

}  // namespace castellan::journal
