// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/account/sign_in.h"

#include "core/crypto/token.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/credentials.h"
#include "server/api/pipeline/records.h"
#include "server/identity/completeness.h"
#include "server/identity/lockout.h"
#include "server/store/tables/sessions.h"

#include <boost/json/object.hpp>

namespace castellan::api::sign_in {
namespace {

Result<void> recordFailure(WriteContext &act, const http::Request &request, std::optional<store::User> user)
{
    json::object body;
    if (user)
        body["user"] = userBody(act, *user);
    // What was typed for an unknown user may be a password: it is not kept.
    const auto id = user ? std::optional(user->id) : std::nullopt;
    TRY(act.recordAs(nullptr, Event::account_login_failed, journal::scopeOf(id), id, std::move(body), Outcome::failed));
    if (!user)
        return {};
    auto locked =
        identity::lockout::failed(act.writer, act.services.policy.current()->lockout, *user, request.peer.address);
    if (!locked)
        return fail(std::move(locked).error());
    if (!*locked)
        return {};
    json::object lock;
    lock["user"] = userBody(act, *user);
    if (user->lockedUntil)
        lock["until"] = toIso(*user->lockedUntil);
    return act.recordAs(nullptr, Event::account_locked, user->id, user->id, std::move(lock));
}

Result<http::Response> refuseUncounted(WriteContext &act, const http::Request &request, const store::User &user,
                                       const Error &error)
{
    json::object body;
    body["user"] = userBody(act, user);
    if (auto ok =
            act.recordAs(nullptr, Event::account_login_failed, user.id, user.id, std::move(body), Outcome::refused);
        !ok)
        return fail(std::move(ok).error());
    return errorAnswer(error, request.id);
}

/// The grace of a required second factor begins at the first sign-in at which it is required.
void noteRequirement(WriteContext &act, store::User &user)
{
    if (!identity::isFactorRequired(user, act.services.policy.current()->secondFactor))
        user.factorRequiredAt.reset();
    else if (!user.factorRequiredAt)
        user.factorRequiredAt = act.db().now();
}

}  // namespace

Error wrongCredentials()
{
    return Error(ErrorCode::unauthenticated,
                 "The user name or the password is wrong, or the account is locked for the moment.");
}

Result<http::Response> refuse(WriteContext &act, const http::Request &request, std::optional<store::User> user,
                              const Error &error)
{
    TRY(recordFailure(act, request, std::move(user)));
    return errorAnswer(error, request.id);
}

Result<std::optional<http::Response>> refuseIfLocked(WriteContext &act, const http::Request &request, store::User &user,
                                                     const Error &error)
{
    TRY(identity::lockout::endIfOver(act.writer, act.services.journal, user));
    auto locked = TRY(identity::lockout::isLocked(act.db(), user, request.peer.address));
    if (!locked)
        return std::optional<http::Response>();
    return refuseUncounted(act, request, user, error);
}

Result<std::optional<http::Response>> refuseIfSuspended(WriteContext &act, const http::Request &request,
                                                        const store::User &user)
{
    if (!user.suspended)
        return std::optional<http::Response>();
    return refuseUncounted(act, request, user,
                           Error(ErrorCode::user_suspended, "This account is suspended; ask an administrator."));
}

Result<Judged> judge(WriteContext &act, const http::Request &request,
                     const std::function<Result<bool>(const store::User &)> &proves, const Error &error)
{
    std::optional<store::User> user;
    if (act.prepared.user)
        user = TRY(store::users::find(act.db(), *act.prepared.user));
    if (user)
        if (auto locked = TRY(refuseIfLocked(act, request, *user, error)))
            return std::move(*locked);
    const bool right = user && act.prepared.verified && TRY(proves(*user));
    if (!right)
        return TRY(refuse(act, request, std::move(user), error));
    if (auto suspended = TRY(refuseIfSuspended(act, request, *user)))
        return std::move(*suspended);
    return std::move(*user);
}

Result<http::Response> open(WriteContext &act, const http::Request &request, store::User user,
                            std::optional<identity::second_factor::Kind> factor)
{
    const auto before = user.factorRequiredAt;
    noteRequirement(act, user);
    if (user.factorRequiredAt != before)
        TRY(store::users::update(act.writer, user));
    const auto policy = act.services.policy.current();
    TRY(identity::lockout::succeeded(act.writer, policy->lockout, user, request.peer.address));
    TRY(store::users::setLastSeen(act.writer, user.id, act.db().now()));
    const auto token = newToken(TokenKind::session, act.writer.random());
    const auto now = act.db().now();
    store::NewSession session{.user = user.id};
    session.tokenHash = tokenDigest(token.view());
    session.csrf = act.writer.random().word(43);  // 256 bits, as its session has
    session.address = request.peer.address;
    session.client = request.client();
    session.createdAt = session.lastUsedAt = session.steppedUpAt = now;
    session.expiresAt = now + policy->session.absolute;
    session.idleAt = now + policy->session.idle;
    session.secondFactor = factor.has_value();
    auto made = TRY(store::sessions::insert(act.writer, std::move(session)));
    json::object body;
    body["user"] = userBody(act, user);
    if (factor)
        body["secondFactor"] = boost::json::string_view(identity::second_factor::word(*factor));
    TRY(act.recordAs(&user, Event::account_login, user.id, user.id, std::move(body)));
    auto response = empty();
    response.authenticated = true;
    setSessionCookies(response, token.view(), made.csrf, policy->session.absolute.count(), act.services.tls);
    return response;
}

Result<Digest> renewToken(WriteContext &act, const http::Request &request, http::Response &response)
{
    const auto presented = presentedBy(request, act.services.tls);
    const auto *session = act.caller->session();
    if (session == nullptr || !presented || !*presented || !(*presented)->byCookie)
        return act.caller->digest();
    const auto token = newToken(TokenKind::session, act.writer.random());
    const auto fresh = tokenDigest(token.view());
    TRY(store::sessions::renew(act.writer, session->id, fresh));
    const auto left = *act.caller->expiresAt() - act.db().now();
    setSessionCookies(response, token.view(), session->csrf,
                      std::chrono::duration_cast<std::chrono::seconds>(left).count(), act.services.tls);
    act.writer.afterCommit([&credentials = act.services.credentials, old = act.caller->digest(), fresh] {
        credentials.renewed(old, fresh);
    });
    return fresh;
}

}  // namespace castellan::api::sign_in
