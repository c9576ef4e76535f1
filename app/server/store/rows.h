// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/fold.h"
#include "core/try.h"
#include "server/store/connection.h"
#include "server/store/page.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Reading and writing rows, for the files in tables/.
namespace castellan::store::rows {

/// The first row, if there is one.
template <class F> auto one(Query &&query, F read) -> Result<std::optional<decltype(read(query))>>
{
    auto row = TRY(query.next());
    if (!row)
        return std::optional<decltype(read(query))>();
    return std::optional(read(query));
}

template <class F> auto all(Query &&query, F read) -> Result<std::vector<decltype(read(query))>>
{
    std::vector<decltype(read(query))> out;
    for (;;) {
        auto row = TRY(query.next());
        if (!row)
            return out;
        out.push_back(read(query));
    }
}

/// The number in the first row; 0 without one.
[[nodiscard]] Result<std::int64_t> number(Query &&query);

/// Runs a change. The number of rows that it touched.
[[nodiscard]] Result<std::int64_t> change(Connection &connection, std::string_view sql,
                                          std::initializer_list<Parameter> parameters = {});
/// Runs a change of one row. ErrorCode::not_found, naming `what`, if there is no such row.
[[nodiscard]] Result<void> changeOne(Connection &connection, std::string_view sql,
                                     std::initializer_list<Parameter> parameters, std::string_view what);
/// Runs a change of at most one row. Whether there was one.
[[nodiscard]] Result<bool> changeAny(Connection &connection, std::string_view sql,
                                     std::initializer_list<Parameter> parameters);

/// Inserts a row; each parameter is named after its column.
[[nodiscard]] Result<void> insert(Connection &connection, std::string_view table, const std::vector<Parameter> &row);
/// Inserts a row, or changes the row that has the same key.
[[nodiscard]] Result<void> upsert(Connection &connection, std::string_view table, std::initializer_list<Parameter> key,
                                  std::initializer_list<Parameter> others);
/// Changes these columns of the row `id`. ErrorCode::not_found, naming `what`, if there is no such row.
[[nodiscard]] Result<void> update(Connection &connection, std::string_view table, const std::vector<Parameter> &columns,
                                  const Value &id, std::string_view what);

/// 0, which no row has, for no id: for comparisons, in which NULL would match no row at all.
template <class IdType> [[nodiscard]] std::int64_t orZero(const std::optional<IdType> &id)
{
    return id ? id->number() : 0;
}

[[nodiscard]] inline std::int64_t clampLimit(std::int64_t limit)
{
    return limit <= 0 ? 1000 : std::min<std::int64_t>(limit, 1000);
}

/// The rows after `$after`, at most `$limit`, that hold `$folded`, or `$all`.
template <class Row, class IdType, class F>
Result<Page<Row>> page(Connection &connection, std::string_view sql, const PageRequest<IdType> &request,
                       std::int64_t total, F read)
{
    const auto limit = clampLimit(request.limit);
    const auto folded = caseFolded(request.query);
    Page<Row> out;
    out.rows = TRY(all(connection.query(sql, {{"$after", orZero(request.after)},
                                              {"$all", request.query.empty()},
                                              {"$folded", folded},
                                              {"$limit", limit + 1}}),
                       read));
    out.total = total;
    if (std::int64_t(out.rows.size()) > limit) {
        out.rows.pop_back();
        out.next = out.rows.back().id;
    }
    return out;
}

}  // namespace castellan::store::rows
