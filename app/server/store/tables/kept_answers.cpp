// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/kept_answers.h"

#include "server/store/rows.h"

namespace castellan::store::kept_answers {

Result<std::optional<KeptAnswer>> find(Reader &reader, const Digest &credential, std::string_view key)
{
    return rows::one(reader.connection().query("SELECT credential, key, request, status, content_type, body, at"
                                               " FROM kept_answers WHERE credential=$credential AND key=$key",
                                               {{"$credential", credential}, {"$key", key}}),
                     [](Query &q) {
                         return KeptAnswer{q.digest(0), q.text(1), q.digest(2), unsigned(q.integer(3)),
                                           q.text(4),   q.blob(5), q.instant(6)};
                     });
}

Result<void> save(Writer &writer, const KeptAnswer &answer)
{
    return writer.connection().run(
        "INSERT OR REPLACE INTO kept_answers (credential, key, request, status, content_type, body, at)"
        " VALUES ($credential, $key, $request, $status, $type, $body, $at)",
        {{"$credential", answer.credential},
         {"$key", answer.key},
         {"$request", answer.request},
         {"$status", std::int64_t(answer.status)},
         {"$type", answer.contentType},
         {"$body", bytesOf(answer.body)},
         {"$at", answer.at}});
}

Result<void> makeRoom(Writer &writer, const Digest &credential, std::int64_t most)
{
    return writer.connection().run(
        "DELETE FROM kept_answers WHERE credential=$credential AND key IN (SELECT key FROM"
        " kept_answers WHERE credential=$credential ORDER BY at DESC LIMIT -1 OFFSET $others)",
        {{"$credential", credential}, {"$others", most - 1}});
}

Result<void> forget(Writer &writer, Instant since)
{
    return writer.connection().run("DELETE FROM kept_answers WHERE at<$since", {{"$since", since}});
}

}  // namespace castellan::store::kept_answers
