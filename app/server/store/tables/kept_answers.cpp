// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/kept_answers.h"

#include "server/store/rows.h"

namespace castellan::store::kept_answers {

Result<std::optional<KeptAnswer>> find(Reader &reader, const Digest &credential, std::string_view key)
{
    auto query = reader.connection().query("SELECT credential, key, request, status, content_type, body, at"
                                           " FROM kept_answers WHERE credential=$credential AND key=$key");
    query.bind("$credential", std::span<const std::byte>(credential)).bind("$key", key);
    return rows::one(query, [](Query &q) {
        return KeptAnswer{q.digest(0), q.text(1), q.digest(2), unsigned(q.integer(3)),
                          q.text(4),   q.blob(5), q.instant(6)};
    });
}

Result<void> save(Writer &writer, const KeptAnswer &answer)
{
    auto query = writer.connection().query(
        "INSERT OR REPLACE INTO kept_answers (credential, key, request, status, content_type, body, at)"
        " VALUES ($credential, $key, $request, $status, $type, $body, $at)");
    return query.bind("$credential", std::span<const std::byte>(answer.credential))
        .bind("$key", std::string_view(answer.key))
        .bind("$request", std::span<const std::byte>(answer.request))
        .bind("$status", std::int64_t(answer.status))
        .bind("$type", std::string_view(answer.contentType))
        .bind("$body", bytesOf(answer.body))
        .bind("$at", answer.at)
        .run();
}

Result<void> forget(Writer &writer, Instant since)
{
    auto query = writer.connection().query("DELETE FROM kept_answers WHERE at<$since");
    return query.bind("$since", since).run();
}

}  // namespace castellan::store::kept_answers
