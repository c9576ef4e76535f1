// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/keys/end_tokens.h"

#include "core/try.h"
#include "server/store/tables/api_keys.h"

#include <boost/json/object.hpp>

namespace castellan::api::keys {

Result<std::optional<std::int64_t>> endTokens(WriteContext &act, UserId user, const std::optional<bool> &asked,
                                              json::object &body)
{
    if (!asked.value_or(false))
        return std::optional<std::int64_t>();
    auto ended = TRY(store::api_keys::removeOfUser(act.writer, user));
    const auto count = std::int64_t(ended.size());
    body["tokensEnded"] = count;
    act.writer.afterCommit([&credentials = act.services.credentials, digests = std::move(ended)] {
        for (const auto &digest : digests)
            credentials.credentialEnded(digest);
    });
    return std::optional(count);
}

}  // namespace castellan::api::keys
