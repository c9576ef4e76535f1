// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/settings.h"

#include "core/try.h"
#include "server/store/rows.h"

namespace castellan::store::settings {

Result<std::optional<json::value>> find(Reader &reader, std::string_view key)
{
    auto query = reader.connection().query("SELECT value FROM settings WHERE key=$key");
    query.bind("$key", key);
    auto text = TRY(rows::one(query, [](Query &q) { return q.text(0); }));
    if (!text)
        return std::optional<json::value>();
    auto value = TRY(json::parse(*text));
    return std::optional(std::move(value));
}

Result<std::vector<std::pair<std::string, json::value>>> all(Reader &reader)
{
    auto query = reader.connection().query("SELECT key, value FROM settings ORDER BY key");
    auto texts = TRY(rows::all(query, [](Query &q) { return std::pair(q.text(0), q.text(1)); }));
    std::vector<std::pair<std::string, json::value>> out;
    for (auto &[key, text] : texts) {
        auto value = TRY(json::parse(text));
        out.emplace_back(std::move(key), std::move(value));
    }
    return out;
}

Result<void> set(Writer &writer, std::string_view key, const json::value &value)
{
    const auto text = json::serialize(value);
    auto query = writer.connection().query("INSERT INTO settings (key, value) VALUES ($key, $value)"
                                           " ON CONFLICT (key) DO UPDATE SET value=excluded.value");
    return query.bind("$key", key).bind("$value", std::string_view(text)).run();
}

Result<void> remove(Writer &writer, std::string_view key)
{
    auto query = writer.connection().query("DELETE FROM settings WHERE key=$key");
    return query.bind("$key", key).run();
}

}  // namespace castellan::store::settings
