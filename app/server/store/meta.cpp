// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/meta.h"

#include "core/crypto/digest.h"
#include "core/try.h"
#include "server/store/epoch.h"
#include "server/store/rows.h"

#include <cstddef>

namespace castellan::store {

Result<void> seed(Connection &connection, Random &random, Instant now)
{
    const auto bytes = [&](std::size_t n) {
        std::string out(n, '\0');
        random.fill({reinterpret_cast<std::byte *>(out.data()), n});
        return out;
    };
    const auto id = toHex(bytesOf(bytes(16)));
    TRY(writeMeta(connection, "database_id", id));
    TRY(writeMeta(connection, "id_key", bytes(32)));
    return rows::insert(connection, "journal_epochs",
                        {{"$epoch", newEpoch(random)}, {"$first_seq", 1}, {"$began_at", now}});
}

Result<std::string> readMeta(Connection &connection, std::string_view key)
{
    auto value = TRY(rows::one(connection.query("SELECT value FROM meta WHERE key=$key", {{"$key", key}}),
                               [](Query &q) { return q.blob(0); }));
    if (!value)
        return fail(ErrorCode::corrupt, "The database lacks its entry \"" + std::string(key) + "\".");
    return std::move(*value);
}

Result<void> writeMeta(Connection &connection, std::string_view key, std::string_view value)
{
    return rows::upsert(connection, "meta", {{"$key", key}}, {{"$value", bytesOf(value)}});
}

}  // namespace castellan::store
