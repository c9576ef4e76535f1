// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/account/proofs.h"

#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/credentials.h"
#include "server/api/pipeline/records.h"
#include "server/store/tables/sessions.h"

#include <boost/json/object.hpp>

namespace castellan::api::proofs {

Result<http::Response> refuse(WriteContext &act, const http::Request &request, const Error &error)
{
    const auto *session = act.caller->session();
    if (session == nullptr)  // the local person's session asks for no password
        return errorAnswer(error, request.id);
    const auto wrong = TRY(store::sessions::countWrongProof(act.writer, session->id));
    if (wrong < atMost)
        return errorAnswer(error, request.id);
    TRY(store::sessions::remove(act.writer, session->id));
    json::object body;
    body["user"] = userBody(act, act.me());
    body["failures"] = wrong;
    TRY(act.recordOf(act.me().id, Event::account_proofs_failed, std::move(body)));
    act.writer.afterCommit([&credentials = act.services.credentials, digest = act.caller->digest()] {
        credentials.credentialEnded(digest);
    });
    auto response =
        errorAnswer(Error(ErrorCode::unauthenticated, "Your session has ended after " + std::to_string(atMost) +
                                                          " wrong passwords or codes in a row; sign in "
                                                          "again."),
                    request.id);
    clearSessionCookies(response, act.services.tls);
    return response;
}

Result<void> accepted(WriteContext &act)
{
    const auto *session = act.caller->session();
    return session != nullptr ? store::sessions::clearWrongProofs(act.writer, session->id) : Result<void>();
}

}  // namespace castellan::api::proofs
