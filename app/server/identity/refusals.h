// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/codec.h"
#include "core/mutex.h"

#include <array>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace castellan::identity {

/// Counts requests that were refused before authentication: with an entry for each, anonymous clients could fill the
/// journal, so a minute's refusals become one entry. Thread-safe, of bounded memory.
class Refusals {
public:
    enum class Why : std::uint8_t {
        unauthenticated,
        tooMany,
        malformed,
        foreignOrigin,
        wrongHost,
        launchKeyMissing,
        addressNotAllowed,
        notEncrypted,
        notRecorded  ///< of an authenticated caller, while the journal could not be written
    };
    void count(Why why, const std::string &address);

    static constexpr std::size_t whys = 9;
    /// The refusals between two entries.
    struct Counts {
        std::vector<std::pair<std::int64_t, std::string>> byAddress;
        std::array<std::int64_t, whys> all{};

        /// The journal entry's body, with the busiest addresses.
        [[nodiscard]] json::object body() const;
    };

    /// The refusals since the last call; nullopt if there were none.
    [[nodiscard]] std::optional<Counts> take();
    /// Adds counts whose entry could not be written to the next one.
    void giveBack(const Counts &counts);

private:
    void add(const std::string &prefix, std::int64_t count) REQUIRES_LOCK(m_mutex);

    Mutex m_mutex;
    /// A pool of its own: nodes allocated in the middle of a flood would keep the pages of the flood's buffers in use.
    std::pmr::unsynchronized_pool_resource m_pool GUARDED_BY(m_mutex);
    std::pmr::unordered_map<std::string, std::int64_t> m_byAddress GUARDED_BY(m_mutex){&m_pool};
    std::array<std::int64_t, whys> m_all GUARDED_BY(m_mutex){};
};

}  // namespace castellan::identity
