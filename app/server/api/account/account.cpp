// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/account/account.h"

#include "core/crypto/password.h"
#include "core/records/session.h"
#include "core/records/user.h"
#include "core/try.h"
#include "server/api/account/sessions.h"
#include "server/api/account/sign_in.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/credentials.h"
#include "server/api/pipeline/records.h"
#include "server/store/tables/sessions.h"

#include <boost/json/object.hpp>

namespace castellan::api::account {

Result<Prepared> prepareLogin(const Services &services, const identity::PrincipalPtr &, const http::Request &request)
{
    auto body = TRY(bodyOf<records::Login>(request));
    if (!body.password || body.password->empty())
        return fail(ErrorCode::password_required, "password: expected a value, it is missing").at("password");
    const auto &password = body.password->secret();
    auto user =
        services.store.read([&](store::Reader &reader) { return store::users::findByLogin(reader, body.username); });
    if (!user)
        return fail(std::move(user).error());
    Prepared out;
    // Without a password to compare, one that can't match takes the same time.
    const bool real = *user && !(*user)->passwordHash.empty();
    const auto against = real ? (*user)->passwordHash : unmatchableHash(services.passwordCost);
    out.verified = verifyPassword(password, against) && real;
    // A foreign hash verifies faster than ours; the time must not tell that this user has one.
    if (!out.verified && real && needsRehash(against, services.passwordCost))
        (void)verifyPassword(password, unmatchableHash(services.passwordCost));
    if (*user)
        out.user = (*user)->id;
    if (out.verified) {
        out.against = against;
        if (needsRehash(against, services.passwordCost)) {
            auto hash = TRY(hashPassword(password, services.random, services.passwordCost));
            out.newHash = std::move(hash);
        }
    }
    return out;
}

Result<http::Response> login(WriteContext &act, const http::Request &request)
{
    const auto matches = [&](const store::User &user) { return user.passwordHash == act.prepared.against; };
    auto judged = TRY(sign_in::judge(act, request, matches, sign_in::wrongCredentials()));
    if (auto *refused = std::get_if<http::Response>(&judged))
        return std::move(*refused);
    auto &user = std::get<store::User>(judged);
    if (!act.prepared.newHash.empty()) {
        user.passwordHash = act.prepared.newHash;
        TRY(store::users::update(act.writer, user));
    }
    if (user.secondFactor)
        return askForSecondFactor(act, request, user);
    return sign_in::open(act, request, std::move(user), std::nullopt);
}

namespace {

/// Which sessions to end, by the body; without one, the caller's.
Result<sessions::Scope> logoutScope(const http::Request &request)
{
    if (request.body.empty())
        return sessions::Scope::one;
    auto body = TRY(bodyOf<records::Logout>(request));
    return sessions::scopeFrom(body.scope.value_or("this"));
}

http::Response signedOut(const Services &services, sessions::Scope scope)
{
    auto response = okay();
    if (scope != sessions::Scope::others)
        clearSessionCookies(response, services.tls);
    return response;
}

Result<void> recordLogout(WriteContext &act, std::string_view scope, std::int64_t ended)
{
    json::object body;
    body["user"] = userBody(act, act.me());
    if (scope != "this") {
        body["scope"] = boost::json::string_view(scope);
        body["sessionsEnded"] = ended;
    }
    return act.record(Event::account_logout, act.me().id, act.me().id, std::move(body));
}

Result<http::Response> logoutMany(WriteContext &act, sessions::Scope scope)
{
    auto ended = TRY(sessions::end(act, sessions::namedBy(scope, *act.caller)));
    const auto word = scope == sessions::Scope::all ? "all" : "others";
    if (ended == 0)
        act.nothingChanged();
    else if (auto ok = recordLogout(act, word, ended); !ok)
        return fail(std::move(ok).error());
    return signedOut(act.services, scope);
}

}  // namespace

Result<http::Response> logout(WriteContext &act, const http::Request &request)
{
    auto scope = TRY(logoutScope(request));
    const auto *session = act.caller ? act.caller->session() : nullptr;
    if (session == nullptr) {
        act.nothingChanged();
        return signedOut(act.services, scope);
    }
    if (scope != sessions::Scope::one)
        return logoutMany(act, scope);
    TRY(store::sessions::remove(act.writer, session->id));
    TRY(recordLogout(act, "this", 1));
    act.writer.afterCommit([&credentials = act.services.credentials, digest = act.caller->digest()] {
        credentials.credentialEnded(digest);
    });
    return signedOut(act.services, scope);
}

Result<std::optional<Revocation>> revokeSession(Context &context, const http::Request &request)
{
    if (!context.caller || context.caller->session() == nullptr)
        return std::nullopt;
    auto scope = TRY(logoutScope(request));
    auto response = signedOut(context.services, scope);
    if (scope == sessions::Scope::one)
        return Revocation{context.caller->digest(), std::move(response)};
    return Revocation{sessions::namedBy(scope, *context.caller), std::move(response)};
}

}  // namespace castellan::api::account
