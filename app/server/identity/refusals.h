// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/codec.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace castellan::identity {

/// Counts requests that were refused before anybody was known: an entry each would let strangers fill the journal, so
/// they become one a minute. Thread-safe, of bounded memory.
class Refusals {
public:
    enum class Why : std::uint8_t { unauthenticated, too_many };
    void count(Why why, const std::string &address);

    /// The journal entry's body for what came since the last call, with the busiest addresses; nothing if nothing came.
    [[nodiscard]] std::optional<json::object> take();

private:
    struct Counts {
        std::int64_t unauthenticated = 0;
        std::int64_t tooMany = 0;
    };
    std::mutex m_mutex;
    std::unordered_map<std::string, Counts> m_byAddress;
    Counts m_all;
};

}  // namespace castellan::identity
