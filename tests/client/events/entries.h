// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/events/event_chunk.h"
#include "core/clock.h"

#include <QString>

#include <string>
#include <vector>

namespace castellan::client::testing {

/// 2026-11-22T03:00:00Z
inline const Instant someTime = *fromIso("2026-11-22T03:00:00Z");

class StillClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return at; }
    [[nodiscard]] Tick tick() const override { return Tick(at.time_since_epoch()); }
    Instant at = someTime;
};

/// Entry `n`, `n` seconds after someTime, from JSON as a server would send it.
inline records::AuditEntry entryFrom(const std::string &text)
{
    auto entry = json::decodeText<records::AuditEntry>(text, json::UnknownMembers::ignore);
    return entry ? *entry : records::AuditEntry{};
}

inline records::AuditEntry entryNumber(int n, const std::string &event = "account.login",
                                       const std::string &actor = "ann", const std::string &more = {})
{
    return entryFrom(R"({"id":"row)" + std::to_string(n) + R"(","createdAt":")" +
                     toIso(someTime + std::chrono::seconds(n)) + R"(","event":")" + event + R"(","username":")" +
                     actor + R"(","seq":)" + std::to_string(n) + more + "}");
}

inline EventRecord recordNumber(int n, const std::string &event = "account.login", const std::string &actor = "ann",
                                const std::string &more = {})
{
    return recordOf(entryNumber(n, event, actor, more));
}

inline EventRecords entriesFrom(int first, int last)
{
    EventRecords out;
    for (int n = first; n <= last; ++n)
        out.push_back(recordNumber(n));
    return out;
}

}  // namespace castellan::client::testing
