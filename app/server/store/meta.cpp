// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/meta.h"

#include "core/crypto/digest.h"
#include "core/try.h"
#include "server/store/epoch.h"

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
    auto epoch = connection.query("INSERT INTO journal_epochs (epoch, first_seq, began_at) VALUES ($epoch, 1, $now)");
    return epoch.bind("$epoch", newEpoch(random)).bind("$now", now).run();
}

Result<std::string> readMeta(Connection &connection, std::string_view key)
{
    auto query = connection.query("SELECT value FROM meta WHERE key=$key");
    query.bind("$key", key);
    auto row = TRY(query.next());
    if (!row)
        return fail(ErrorCode::corrupt, "The database lacks its entry \"" + std::string(key) + "\".");
    return query.blob(0);
}

Result<void> writeMeta(Connection &connection, std::string_view key, std::string_view value)
{
    auto query = connection.query("INSERT INTO meta (key, value) VALUES ($key, $value)"
                                  " ON CONFLICT (key) DO UPDATE SET value=excluded.value");
    return query.bind("$key", key).bind("$value", bytesOf(value)).run();
}

}  // namespace castellan::store
