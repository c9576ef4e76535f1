// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/rows.h"

namespace castellan::store::rows {
namespace {

/// The column that a parameter is named after.
std::string_view columnOf(const Parameter &parameter)
{
    return std::string_view(parameter.name).substr(1);
}

/// `text(parameter)` of each, with commas between them.
template <class F> std::string listOf(std::span<const Parameter> parameters, F text)
{
    std::string out;
    for (const auto &each : parameters) {
        out += out.empty() ? "" : ", ";
        out += text(each);
    }
    return out;
}

std::string insertion(std::string_view table, std::span<const Parameter> row)
{
    std::string sql = "INSERT INTO ";
    sql += table;
    sql += " (" + listOf(row, columnOf) + ") VALUES (";
    sql += listOf(row, [](const Parameter &each) { return std::string_view(each.name); });
    return sql + ")";
}

std::string assignment(const Parameter &each)
{
    return std::string(columnOf(each)).append("=").append(each.name);
}

std::string replacement(const Parameter &each)
{
    return std::string(columnOf(each)).append("=excluded.").append(columnOf(each));
}

Query bound(Connection &connection, const std::string &sql, std::span<const Parameter> parameters)
{
    auto query = connection.query(sql);
    for (const auto &[name, value] : parameters)
        query.bind(name, value);
    return query;
}

Result<void> foundOne(const Connection &connection, std::string_view what)
{
    if (connection.changes() == 0)
        return fail(ErrorCode::not_found, std::string(what) + " does not exist (any more).");
    return {};
}

}  // namespace

Result<std::int64_t> number(Query &&query)
{
    return TRY(query.next()) ? query.integer(0) : 0;
}

Result<std::int64_t> change(Connection &connection, std::string_view sql, std::initializer_list<Parameter> parameters)
{
    TRY(connection.query(sql, parameters).run());
    return connection.changes();
}

Result<void> changeOne(Connection &connection, std::string_view sql, std::initializer_list<Parameter> parameters,
                       std::string_view what)
{
    TRY(connection.query(sql, parameters).run());
    return foundOne(connection, what);
}

Result<bool> changeAny(Connection &connection, std::string_view sql, std::initializer_list<Parameter> parameters)
{
    return TRY(change(connection, sql, parameters)) != 0;
}

Result<void> insert(Connection &connection, std::string_view table, const std::vector<Parameter> &row)
{
    return bound(connection, insertion(table, row), row).run();
}

Result<void> upsert(Connection &connection, std::string_view table, std::initializer_list<Parameter> key,
                    std::initializer_list<Parameter> others)
{
    std::vector<Parameter> row(key);
    row.insert(row.end(), others);
    const auto sql = insertion(table, row) + " ON CONFLICT (" + listOf(key, columnOf) + ") DO UPDATE SET " +
                     listOf(others, replacement);
    return bound(connection, sql, row).run();
}

Result<void> update(Connection &connection, std::string_view table, const std::vector<Parameter> &columns,
                    const Value &id, std::string_view what)
{
    std::string sql = "UPDATE ";
    sql += table;
    sql += " SET " + listOf(columns, assignment);
    sql += " WHERE id=$id";
    TRY(bound(connection, sql, columns).bind("$id", id).run());
    return foundOne(connection, what);
}

}  // namespace castellan::store::rows
