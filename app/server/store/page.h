// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace castellan::store {

/// Which part of a list is asked for: rows after the one with the id `after`, ascending.
template <class IdType> struct PageRequest {
    std::int64_t limit = 1000;      ///< 1…1000; others are clamped
    std::optional<IdType> after{};  ///< nothing: from the beginning
    std::string query{};            ///< substring in any case of ASCII; empty: all
};

template <class Row> struct Page {
    std::vector<Row> rows;
    std::int64_t total = 0;                 ///< of the table, without `query`
    std::optional<decltype(Row::id)> next;  ///< `after` of the next page; nothing: this was the last
};

}  // namespace castellan::store
