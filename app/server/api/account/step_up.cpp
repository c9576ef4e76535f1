// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/account/step_up.h"

#include "core/crypto/password.h"
#include "core/records/identity.h"
#include "core/try.h"
#include "server/api/account/codes.h"
#include "server/api/account/proofs.h"
#include "server/api/account/sign_in.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/records.h"
#include "server/store/tables/sessions.h"

#include <boost/json/object.hpp>

namespace castellan::api::step_up {
namespace {

/// Exactly one of password, code and confirmation, and one that this caller can use.
Result<records::StepUp> readBody(const identity::Principal &caller, const http::Request &request)
{
    auto body = TRY(bodyOf<records::StepUp>(request));
    const int given = int(body.password.has_value()) + int(body.code.has_value()) + int(body.confirm.has_value());
    if (given != 1)
        return fail(ErrorCode::validation, "the body: expected exactly one of password, code and confirm");
    const bool local = caller.localSession() != nullptr;
    if (body.confirm && (!local || !*body.confirm))
        return fail(ErrorCode::validation,
                    "confirm: only this computer's own user confirms without a password, and only by true")
            .at("confirm");
    if (local && !body.confirm)
        return fail(ErrorCode::validation, "confirm: expected true, this computer's own user has no password")
            .at("confirm");
    return body;
}

/// The kind of the proof; nothing if it is wrong.
Result<std::optional<std::string_view>> proofIn(WriteContext &act, const records::StepUp &body)
{
    if (body.confirm)
        return std::optional<std::string_view>("confirmation");
    if (body.password) {
        const bool right =
            act.prepared.verified && act.prepared.user == act.me().id && act.prepared.against == act.me().passwordHash;
        return right ? std::optional<std::string_view>("password") : std::nullopt;
    }
    auto taken = codes::take(act, act.me().id, body.code->view());
    if (!taken)
        return fail(std::move(taken).error());
    return *taken ? std::optional(identity::second_factor::word(**taken)) : std::nullopt;
}

}  // namespace

Result<void> limitTries(const Services &services, UserId user)
{
    const int wait = services.passwordLimiter.take(to_string(user));
    if (wait == 0)
        return {};
    return fail(ErrorCode::too_many_requests, "Too many tries; wait a moment.").retryIn(std::chrono::seconds(wait));
}

Result<void> mark(WriteContext &act)
{
    const auto now = act.db().now();
    if (const auto *session = act.caller->session())
        TRY(store::sessions::setSteppedUp(act.writer, session->id, now));
    act.writer.afterCommit([&credentials = act.services.credentials, digest = act.caller->digest(), now] {
        credentials.steppedUp(digest, now);
    });
    return {};
}

Result<Prepared> prepare(const Services &services, const identity::PrincipalPtr &caller, const http::Request &request)
{
    auto body = TRY(readBody(*caller, request));
    const auto &user = *caller->user();
    Prepared out;
    out.user = user.id;
    if (body.confirm)
        return out;
    TRY(limitTries(services, user.id));
    if (body.code)
        return codes::prepare(services, user.id, body.code->view());
    out.against = user.passwordHash;
    out.verified = verifyPassword(body.password->secret(), out.against);
    return out;
}

Result<http::Response> confirm(WriteContext &act, const http::Request &request)
{
    auto body = TRY(readBody(*act.caller, request));
    auto proof = proofIn(act, body);
    if (!proof)
        return fail(std::move(proof).error());
    json::object record;
    record["user"] = userBody(act, act.me());
    if (*proof)
        record["proof"] = boost::json::string_view(**proof);
    TRY(act.record(Event::account_stepped_up, act.me().id, act.me().id, std::move(record),
                   *proof ? Outcome::done : Outcome::failed));
    if (!*proof) {
        const char *member = body.password ? "password" : "code";
        return proofs::refuse(act, request,
                              Error(ErrorCode::reauth_failed, body.password ? "password: is not your password"
                                                                            : "code: is wrong or has been used already")
                                  .at(member));
    }
    TRY(proofs::accepted(act));
    TRY(mark(act));
    auto response = okay();
    TRY(sign_in::renewToken(act, request, response));
    return response;
}

}  // namespace castellan::api::step_up
