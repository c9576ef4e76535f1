// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/account/sessions.h"

#include "core/records/session.h"
#include "core/text/utf8.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/records.h"
#include "server/store/tables/sessions.h"

#include <boost/json/object.hpp>

#include <algorithm>

namespace castellan::api::sessions {
namespace {

records::Session sessionRecord(const Context &context, const store::Session &session)
{
    records::Session out;
    out.id = context.publicId(session.id);
    out.createdAt = toIso(session.createdAt);
    out.lastUsedAt = toIso(session.lastUsedAt);
    out.expiresAt = toIso(std::min(session.expiresAt, session.idleAt));
    out.address = session.address;
    out.client = repairedUtf8(session.client);  // earlier versions stored the header as it came
    out.current = context.caller->session() != nullptr && context.caller->digest() == session.tokenHash;
    out.secondFactor = session.secondFactor;
    return out;
}

/// The local user's session is in no table; it is listed only to itself.
records::Session localRecord(const Context &context, const http::Request &request)
{
    records::Session out;
    out.id = "local";
    out.createdAt = out.lastUsedAt = toIso(context.services.clock.now());
    out.address = request.peer.address;
    out.client = request.client();
    out.current = true;
    out.secondFactor = true;  // access to this computer counts as one
    out.local = true;
    return out;
}

Result<records::SessionList> listOf(Context &context, UserId user)
{
    auto rows = TRY(context.services.credentials.ofUser(context.db(), user));
    records::SessionList out;
    for (const auto &session : rows)
        out.sessions.push_back(sessionRecord(context, session));
    out.count = std::int64_t(out.sessions.size());
    return out;
}

/// The session that the path names. ErrorCode::not_found also for a session of another user.
Result<store::Session> named(const Context &context, UserId user)
{
    auto session = TRY(rowNamed(context, "sessionId", &store::sessions::find));
    if (session.user != user)
        return fail(ErrorCode::not_found, "Not Found");
    return session;
}

json::object sessionBody(const Context &context, const store::Session &session)
{
    return {{"id", context.publicId(session.id)}, {"address", session.address}, {"client", session.client}};
}

Result<http::Response> endOne(WriteContext &act, const store::User &user, Event event)
{
    auto session = TRY(named(act, user.id));
    TRY(store::sessions::remove(act.writer, session.id));
    json::object body;
    body["user"] = userBody(act, user);
    body["session"] = sessionBody(act, session);
    TRY(act.record(event, user.id, user.id, std::move(body)));
    act.writer.afterCommit(
        [&credentials = act.services.credentials, digest = session.tokenHash] { credentials.credentialEnded(digest); });
    return answer(records::SessionsEnded{.sessionsEnded = 1});
}

Result<http::Response> endMany(WriteContext &act, const identity::SessionsOf &which, const store::User &user,
                               std::string_view scope, Event event)
{
    auto ended = TRY(end(act, which));
    if (ended == 0) {
        act.nothingChanged();
        return answer(records::SessionsEnded{});
    }
    json::object body;
    body["user"] = userBody(act, user);
    body["scope"] = boost::json::string_view(scope);
    body["sessionsEnded"] = ended;
    TRY(act.record(event, user.id, user.id, std::move(body)));
    return answer(records::SessionsEnded{.sessionsEnded = ended});
}

/// `?scope=`. It has no default: ending several sessions must be asked for.
Result<Scope> askedScope(const http::Request &request)
{
    const auto word = request.queryValue("scope");
    if (!word || *word == "this")
        return fail(ErrorCode::validation, "scope: expected others or all").at("scope");
    return scopeFrom(*word);
}

Result<std::optional<Revocation>> revokeOne(Context &context, UserId user)
{
    auto session = TRY(named(context, user));
    return Revocation{session.tokenHash, answer(records::SessionsEnded{.sessionsEnded = 1})};
}

Result<std::optional<Revocation>> revokeMany(Context &context, const identity::SessionsOf &which)
{
    auto rows = TRY(context.services.credentials.ofUser(context.db(), which.user));
    const auto ended =
        std::ranges::count_if(rows, [&](const store::Session &row) { return which.except != row.tokenHash; });
    return Revocation{which, answer(records::SessionsEnded{.sessionsEnded = ended})};
}

}  // namespace

Result<Scope> scopeFrom(std::string_view word)
{
    if (word == "this")
        return Scope::one;
    if (word == "others")
        return Scope::others;
    if (word == "all")
        return Scope::all;
    return fail(ErrorCode::validation, "scope: expected this, others or all").at("scope");
}

identity::SessionsOf namedBy(Scope scope, const identity::Principal &caller)
{
    identity::SessionsOf out{*caller.userId(), std::nullopt};
    if (scope == Scope::others && caller.session() != nullptr)
        out.except = caller.digest();
    return out;
}

Result<std::int64_t> end(WriteContext &act, const identity::SessionsOf &which)
{
    std::optional<SessionId> except;
    if (which.except && act.caller && act.caller->session() != nullptr && act.caller->digest() == *which.except)
        except = act.caller->session()->id;
    auto ended = TRY(store::sessions::removeOfUser(act.writer, which.user, except));
    act.writer.afterCommit([&credentials = act.services.credentials, which] { credentials.sessionsEnded(which); });
    return ended;
}

Result<http::Response> mine(Context &context, const http::Request &request)
{
    auto out = TRY(listOf(context, context.me().id));
    if (context.caller->localSession() != nullptr) {
        out.sessions.insert(out.sessions.begin(), localRecord(context, request));
        ++out.count;
    }
    return answer(out);
}

Result<http::Response> endMine(WriteContext &act, const http::Request &)
{
    return endOne(act, act.me(), Event::account_session_ended);
}

Result<http::Response> endSomeOfMine(WriteContext &act, const http::Request &request)
{
    auto scope = TRY(askedScope(request));
    return endMany(act, namedBy(scope, *act.caller), act.me(), scope == Scope::all ? "all" : "others",
                   Event::account_session_ended);
}

Result<http::Response> ofUser(Context &context, const http::Request &)
{
    auto out = TRY(listOf(context, context.subject->id));
    return answer(out);
}

Result<http::Response> endOfUser(WriteContext &act, const http::Request &)
{
    return endOne(act, *act.subject, Event::users_ended_sessions);
}

Result<http::Response> endAllOfUser(WriteContext &act, const http::Request &)
{
    return endMany(act, {act.subject->id, std::nullopt}, *act.subject, "all", Event::users_ended_sessions);
}

Result<std::optional<Revocation>> revokeMine(Context &context, const http::Request &)
{
    return revokeOne(context, context.me().id);
}

Result<std::optional<Revocation>> revokeSomeOfMine(Context &context, const http::Request &request)
{
    auto scope = TRY(askedScope(request));
    return revokeMany(context, namedBy(scope, *context.caller));
}

Result<std::optional<Revocation>> revokeOfUser(Context &context, const http::Request &)
{
    return revokeOne(context, context.subject->id);
}

Result<std::optional<Revocation>> revokeAllOfUser(Context &context, const http::Request &)
{
    return revokeMany(context, {context.subject->id, std::nullopt});
}

}  // namespace castellan::api::sessions
