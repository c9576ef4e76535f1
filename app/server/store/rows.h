// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/try.h"
#include "server/store/connection.h"
#include "server/store/page.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the aggregates' files share. For store/ alone.
namespace castellan::store::rows {

/// The first row, if there is one.
template <class F> auto one(Query &query, F read) -> Result<std::optional<decltype(read(query))>>
{
    auto row = TRY(query.next());
    if (!row)
        return std::optional<decltype(read(query))>();
    return std::optional(read(query));
}

template <class F> auto all(Query &query, F read) -> Result<std::vector<decltype(read(query))>>
{
    std::vector<decltype(read(query))> out;
    for (;;) {
        auto row = TRY(query.next());
        if (!row)
            return out;
        out.push_back(read(query));
    }
}

inline Result<std::int64_t> number(Query &query)
{
    auto row = query.next();
    if (!row)
        return fail(std::move(row.error()));
    return *row ? query.integer(0) : 0;
}

/// Runs a change and says how many rows it touched.
inline Result<std::int64_t> change(Connection &connection, Query &query)
{
    TRY(query.run());
    return connection.changes();
}

/// Runs a change of one named row.
inline Result<void> changeOne(Connection &connection, Query &query, std::string_view what)
{
    auto changed = TRY(change(connection, query));
    if (changed == 0)
        return fail(ErrorCode::not_found, std::string(what) + " does not exist (any more).");
    return {};
}

/// `%text%` for LIKE … ESCAPE '\', in which nothing of the text is a wildcard.
[[nodiscard]] inline std::string containing(std::string_view text)
{
    std::string out = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '%';
}

/// 0, which no row has, for no id: for comparisons, in which NULL would match no row at all.
template <class IdType> [[nodiscard]] std::int64_t orZero(const std::optional<IdType> &id)
{
    return id ? id->number() : 0;
}

/// `query` selects one row more than the limit.
template <class Row, class F>
Result<Page<Row>> page(Query &query, std::int64_t limit, Result<std::int64_t> total, F read)
{
    if (!total)
        return fail(std::move(total.error()));
    auto found = TRY(all(query, read));
    Page<Row> out;
    out.rows = std::move(found);
    out.total = *total;
    if (std::int64_t(out.rows.size()) > limit) {
        out.rows.pop_back();
        out.next = out.rows.back().id;
    }
    return out;
}

[[nodiscard]] inline std::int64_t clampLimit(std::int64_t limit)
{
    return limit <= 0 ? 1000 : std::min<std::int64_t>(limit, 1000);
}

}  // namespace castellan::store::rows
