// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/account/password.h"

#include "core/crypto/password.h"
#include "core/records/user.h"
#include "core/try.h"
#include "server/api/account/proofs.h"
#include "server/api/keys/end_tokens.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/records.h"
#include "server/identity/old_password.h"
#include "server/store/tables/sessions.h"

#include <boost/json/object.hpp>

#include <array>

namespace castellan::api::account {

Result<Prepared> preparePassword(const Services &services, const identity::PrincipalPtr &caller,
                                 const http::Request &request)
{
    auto body = TRY(bodyOf<records::PasswordChange>(request));
    const auto &old = body.old_password.secret();
    const auto &fresh = body.password.secret();
    const auto &user = *caller->user();
    if (const int wait = services.passwordLimiter.take(to_string(user.id)); wait > 0) {
        return fail(ErrorCode::too_many_requests, "Too many tries to change the password; wait a moment.")
            .retryIn(std::chrono::seconds(wait));
    }
    Prepared out;
    out.user = user.id;
    out.against = user.passwordHash;
    // The local person has no password yet, so the first one needs no old one.
    out.verified = user.passwordHash.empty() ? caller->localSession() != nullptr && old.empty()
                                             : verifyPassword(old, user.passwordHash);
    if (!out.verified)
        return out;
    if (old == fresh)
        return fail(ErrorCode::password_change_failed, "password: the new password is the old one, choose another")
            .at("password");
    const std::array<std::string, 3> personal{user.username, user.email, user.name};
    TRY(checkPassword(services.policy.current()->password, fresh, personal));
    auto hash = TRY(hashPassword(fresh, services.random, services.passwordCost));
    out.newHash = std::move(hash);
    return out;
}

Result<http::Response> changePassword(WriteContext &act, const http::Request &request)
{
    const auto asked = TRY(bodyOf<records::PasswordChange>(request));
    auto user = act.me();
    json::object body;
    body["user"] = userBody(act, user);
    if (!act.prepared.verified || act.prepared.user != user.id || act.prepared.against != user.passwordHash) {
        TRY(act.record(Event::user_updated_password, user.id, user.id, std::move(body), Outcome::failed));
        return proofs::refuse(
            act, request,
            Error(ErrorCode::password_change_failed, "old_password: is not your password").at("old_password"));
    }
    TRY(proofs::accepted(act));
    user.passwordHash = act.prepared.newHash;
    user.passwordExpired = false;
    user.passwordChangedAt = act.db().now();
    user.local = false;  // a user with a password is an ordinary one
    TRY(store::users::update(act.writer, user));
    TRY(identity::old_password::endSteps(act.writer, user.id));
    std::optional<SessionId> keep;
    if (const auto *session = act.caller->session())
        keep = session->id;
    auto ended = TRY(store::sessions::removeOfUser(act.writer, user.id, keep));
    body["sessionsEnded"] = ended;
    records::PasswordChanged out;
    out.tokensEnded = TRY(keys::endTokens(act, user.id, asked.endTokens, body));
    TRY(act.record(Event::user_updated_password, user.id, user.id, std::move(body)));
    act.writer.afterCommit([&credentials = act.services.credentials, id = user.id, digest = act.caller->digest()] {
        credentials.userEnded(id, &digest);
    });
    return answer(out);
}

}  // namespace castellan::api::account
