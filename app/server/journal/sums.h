// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "server/journal/journal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace castellan::journal {

/// Counts events that are recorded as sums. Per event, person and address, the first five of a minute are rows; the
/// rest is one row with a count, due when the minute is over. Follows the transaction: acts that are undone are not
/// counted.
class Sums {
public:
    struct Due {
        Entry entry;
        std::int64_t count;
    };

    /// True: this one is a row of its own.
    [[nodiscard]] bool isRow(const Entry &entry, Instant at);
    /// A minute with something left over is over.
    [[nodiscard]] bool due(Instant now) const;
    /// Removes and returns the sums that are due; all of them if `closing`.
    [[nodiscard]] std::vector<Due> take(Instant now, bool closing);

    void actBegins() { m_actStart = m_changes.size(); }
    void actUndone() { undoTo(m_actStart); }
    void committed() { m_changes.clear(); }
    void groupUndone() { undoTo(0); }

private:
    struct Sum {
        std::int64_t minute = 0;
        std::int64_t rows = 0;
        std::int64_t more = 0;
        Entry entry;
    };

    void set(const std::string &key, std::optional<Sum> sum);
    void undoTo(std::size_t size);

    std::unordered_map<std::string, Sum> m_sums;
    std::vector<std::pair<std::string, std::optional<Sum>>> m_changes;
    std::size_t m_actStart = 0;
};

}  // namespace castellan::journal
