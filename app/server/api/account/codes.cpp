// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/account/codes.h"

#include "core/crypto/totp.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"

namespace castellan::api::codes {

namespace second_factor = identity::second_factor;

Result<Prepared> prepare(const Services &services, UserId user, std::string_view typed)
{
    Prepared out;
    out.user = user;
    if (totp::looksLikeCode(typed))
        return out;
    auto factor =
        TRY(services.store.read([&](store::Reader &reader) { return store::second_factors::find(reader, user); }));
    if (!factor)
        return out;
    auto hash = TRY(second_factor::backupHash(*factor, typed));
    out.backup = hash;
    return out;
}

Result<std::optional<second_factor::Kind>> take(WriteContext &act, UserId user, std::string_view typed)
{
    auto factor = TRY(store::second_factors::find(act.db(), user));
    if (!factor || !factor->enrolledAt)
        return std::optional<second_factor::Kind>();
    return second_factor::take(act.services.store, act.writer, act.services.policy.current()->secondFactor, *factor,
                               typed, act.prepared.backup);
}

}  // namespace castellan::api::codes
