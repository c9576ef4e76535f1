// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// The filter language of the audit log, as typed.
#include "client/events/filter.h"
#include "tests/fuzz/target.h"

using namespace castellan::client;
using castellan::fuzz::promise;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 4096)
        return 0;
    static const FilterTime time{QDateTime::fromSecsSinceEpoch(1'790'000'000, Qt::UTC), QTimeZone::utc()};
    const auto text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    if (!text.isEmpty()) {
        const auto exact = parseFilter(filterClause(FilterKey::actor, text), time);
        promise(exact && exact->clauses.size() == 1 && exact->clauses[0].anyOf[0].text == text,
                "a clause made from a value finds that value");
    }
    const auto filter = parseFilter(text, time);
    if (!filter) {
        const auto &error = filter.error();
        promise(!error.message.isEmpty(), "an error has a sentence");
        // A missing token at the end has the position behind the end.
        promise(error.position >= 0 && error.length > 0 && error.position + error.length <= text.size() + 1,
                "an error points into the text");
        return 0;
    }
    for (const auto &clause : filter->clauses) {
        promise(clause.position >= 0 && clause.length > 0 && clause.position + clause.length <= text.size(),
                "a clause stands in the text");
        // Its own words mean the same alone.
        const auto alone = parseFilter(text.mid(clause.position, clause.length), time);
        promise(alone && alone->clauses.size() == 1, "a clause can be taken out");
    }
    return 0;
}
