// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/users/erasure.h"

#include "core/records/identity.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/users/users.h"

namespace castellan::api::users {

Result<http::Response> erase(WriteContext &act, const http::Request &request)
{
    const auto asked = TRY(bodyOf<records::ErasureRequest>(request));
    const auto unknown = [] {
        return fail(ErrorCode::not_found, "user: is the id of no user, and of none who is named in the audit log")
            .at("user");
    };
    const auto id = act.idFrom<UserId>(asked.user);
    if (!id)
        return unknown();
    if (act.isMe(*id))
        return fail(ErrorCode::invalid_request,
                    "user: the entry about an erasure names its actor; let another administrator erase you")
            .at("user");
    records::Erasure out;
    out.user = asked.user;
    if (const auto user = TRY(store::users::find(act.db(), *id))) {
        TRY(removeAccount(act, *user));
        out.accountDeleted = true;
    }
    out.rows = TRY(act.recordErasure(*id, out.accountDeleted));
    if (out.rows == 0 && !out.accountDeleted)
        return unknown();
    return answer(out);
}

}  // namespace castellan::api::users
