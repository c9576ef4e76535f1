// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Taking the oldest rows away, so that what is left still proves itself.
#include "server/audit/journal.h"

#include "server/store/journal_rows.h"

#include <algorithm>

namespace castellan::audit {

Result<bool> Journal::hasBefore(store::Reader &reader, Instant before) const
{
    auto seq = oldest(reader);
    if (!seq)
        return fail(std::move(seq.error()));
    auto row = store::journal_rows::find(reader, *seq);
    if (!row)
        return fail(std::move(row.error()));
    return *row && (*row)->at < before;
}

/// Only from the beginning on: rows that a clock which went wrong dated too late keep those after them.
Result<std::int64_t> Journal::purge(store::Writer &writer, Instant before, std::int64_t limit)
{
    auto anchor = store::journal_rows::anchor(writer);
    if (!anchor)
        return fail(std::move(anchor.error()));
    auto through = store::journal_rows::lastBefore(writer, before, anchor->seq + limit);
    if (!through)
        return fail(std::move(through.error()));
    // The journal's last committed row stays: where the journal ends is read from it.
    const auto last = std::min(*through, head().seq - 1);
    if (last <= anchor->seq)
        return 0;
    auto row = store::journal_rows::find(writer, last);
    if (!row)
        return fail(std::move(row.error()));
    if (!*row)
        return fail(ErrorCode::corrupt, "The journal lacks row " + std::to_string(last) + ".");
    auto taken = store::journal_rows::purge(writer, {last, (*row)->chain});
    if (!taken)
        return fail(std::move(taken.error()));
    // Signed, so that nobody can cut off the beginning and say that it was retention.
    if (auto ok = signAt(writer, {std::uint64_t((*row)->epoch), last, (*row)->chain}); !ok)
        return fail(std::move(ok.error()));
    Entry entry;
    entry.event = Event::platform_journal_purged;
    entry.actorKind = ActorKind::system;
    entry.body["info"] = json::object{{"rows", *taken}, {"through", last}, {"before", toIso(before)}};
    if (auto ok = append(writer, std::move(entry)); !ok)
        return fail(std::move(ok.error()));
    return *taken;
}

}  // namespace castellan::audit
