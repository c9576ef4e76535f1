// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/codec.h"

#include <array>
#include <cstdint>
#include <memory_resource>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace castellan::identity {

/// Counts requests that were refused before anybody was known: an entry each would let strangers fill the journal, so
/// they become one a minute. Thread-safe, of bounded memory.
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
        notRecorded  ///< of somebody known, while the journal could not be written
    };
    void count(Why why, const std::string &address);

    static constexpr std::size_t whys = 9;
    /// What came between two entries.
    struct Counts {
        std::vector<std::pair<std::int64_t, std::string>> byAddress;
        std::array<std::int64_t, whys> all{};

        /// The journal entry's body, with the busiest addresses.
        [[nodiscard]] json::object body() const;
    };

    /// What came since the last call; nothing if nothing came.
    [[nodiscard]] std::optional<Counts> take();
    /// Could not be written: goes into the next entry.
    void giveBack(const Counts &counts);

private:
    void add(const std::string &prefix, std::int64_t count);

    std::mutex m_mutex;
    /// Its own place: counted in the middle of a flood, its nodes would hold the pages of the flood's buffers.
    std::pmr::unsynchronized_pool_resource m_pool;
    std::pmr::unordered_map<std::string, std::int64_t> m_byAddress{&m_pool};
    std::array<std::int64_t, whys> m_all{};
};

}  // namespace castellan::identity
