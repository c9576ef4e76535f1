// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/settings.h"

#include "core/try.h"
#include "server/store/rows.h"

namespace castellan::store::settings {

Result<std::optional<json::value>> find(Reader &reader, std::string_view key)
{
    auto text = TRY(rows::one(reader.connection().query("SELECT value FROM settings WHERE key=$key", {{"$key", key}}),
                              [](Query &q) { return q.text(0); }));
    if (!text)
        return std::optional<json::value>();
    auto value = TRY(json::parse(*text));
    return std::optional(std::move(value));
}

Result<std::vector<std::pair<std::string, json::value>>> all(Reader &reader)
{
    auto texts = TRY(rows::all(reader.connection().query("SELECT key, value FROM settings ORDER BY key"),
                               [](Query &q) { return std::pair(q.text(0), q.text(1)); }));
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
    return rows::upsert(writer.connection(), "settings", {{"$key", key}}, {{"$value", text}});
}

Result<void> remove(Writer &writer, std::string_view key)
{
    return writer.connection().run("DELETE FROM settings WHERE key=$key", {{"$key", key}});
}

}  // namespace castellan::store::settings
