// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/users/users.h"

#include "core/crypto/password.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/authorise.h"
#include "server/api/pipeline/records.h"
#include "server/api/pipeline/rules.h"
#include "server/api/teams/teams.h"
#include "server/api/users/removal_rules.h"
#include "server/store/tables/login_failures.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>

/// Users, for administrators and auditors.
namespace castellan::api::users {

Result<http::Response> me(Context &context, const http::Request &)
{
    auto record = userRecord(context, context.me());
    // The rights of the credential, which may be fewer than the user's.
    record.admin = context.isAdmin();
    return answer(record);
}

Result<http::Response> list(Context &context, const http::Request &request)
{
    auto asked = TRY(pageRequest<UserId>(context, request));
    auto rows = TRY(store::users::list(context.db(), asked));
    records::UserPage page;
    page.count = rows.total;
    if (rows.next)
        page.meta.next_cursor = context.publicId(*rows.next);
    for (const auto &user : rows.rows)
        page.users.push_back(userRecord(context, user));
    return answer(page);
}

Result<http::Response> read(Context &context, const http::Request &)
{
    return answer(userRecord(context, *context.subject));
}

Result<Prepared> prepareCreate(const Services &services, const identity::PrincipalPtr &, const http::Request &request)
{
    auto body = TRY(bodyOf<records::UserCreate>(request));
    const auto &password = body.password.secret();
    const std::array<std::string, 3> personal{body.username, body.email.value_or(""), body.name.value_or("")};
    if (auto ok = checkPassword(services.policy.current()->password, password, personal); !ok)
        return fail(ErrorCode::unexpected_error, ok.error().message).at("password");
    auto hash = TRY(hashPassword(password, services.random, services.passwordCost));
    Prepared out;
    out.newHash = std::move(hash);
    return out;
}

Result<http::Response> create(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::UserCreate>(request));
    TRY(checkUsername(act, body.username));
    if (body.email)
        TRY(checkEmail(*body.email));
    if (!body.name.value_or("").empty())
        TRY(checkName("name", *body.name));
    store::NewUser user;
    user.username = body.username;
    user.name = body.name.value_or(body.username);
    user.email = body.email.value_or("");
    user.emailVerified = body.email.has_value();
    user.admin = body.isAdmin.value_or(false);
    user.auditor = body.auditor.value_or(false);
    if ((user.admin || user.auditor) && act.caller->keyId())
        return fail(ErrorCode::interactive_only,
                    "Rights over the platform can't be given with an access token; sign in with your password.");
    if (user.admin || user.auditor)
        TRY(checkStepUp(act));
    user.passwordHash = act.prepared.newHash;
    user.passwordExpired = true;  // an administrator chose it, and knows it
    auto made = store::users::insert(act.writer, std::move(user));
    if (!made) {
        if (made.error().code == ErrorCode::conflict && made.error().path == "username")
            return fail(ErrorCode::invalid_username, "username not available").at("username");
        if (made.error().code == ErrorCode::conflict && made.error().path == "email")
            return fail(ErrorCode::invalid_email, "email not available").at("email");
        return fail(std::move(made).error());
    }
    json::object record;
    record["user"] = userBody(act, *made);
    if (made->admin)
        record["user"].as_object()["admin"] = true;
    if (made->auditor)
        record["user"].as_object()["auditor"] = true;
    TRY(act.record(Event::users_created_user, made->id, made->id, std::move(record)));
    if (body.createDefaultTeam.value_or(false)) {
        auto team = TRY(api::teams::createFor(act, *made, {"Team " + made->name, {}, {}}));
        made->defaultTeam = team.id;
        TRY(store::users::update(act.writer, *made));
    }
    return answer(userRecord(act, *made));
}

Result<std::vector<store::Team>> removeAccount(WriteContext &act, const store::User &user)
{
    TRY(checkRemovable(act.db(), user));
    auto gone = TRY(teamsOwnedAlone(act.db(), user));
    for (const auto &team : gone)
        TRY(api::teams::removeWithEntry(act, team));
    TRY(store::users::remove(act.writer, user.id));
    act.writer.afterCommit([&credentials = act.services.credentials, id = user.id] { credentials.userEnded(id); });
    return gone;
}

Result<http::Response> remove(WriteContext &act, const http::Request &)
{
    const auto user = *act.subject;
    json::object body;
    body["user"] = userBody(act, user);
    const auto gone = TRY(removeAccount(act, user));
    if (!gone.empty()) {
        json::array teams;
        for (const auto &team : gone)
            teams.emplace_back(teamBody(act, team));
        body["teams"] = std::move(teams);
    }
    const bool self = act.isMe(user.id);
    const auto event = self ? Event::user_deleted : Event::users_deleted_user;
    TRY(act.record(event, user.id, user.id, std::move(body)));
    return okay();
}

Result<http::Response> unlock(WriteContext &act, const http::Request &)
{
    auto user = *act.subject;
    if (!user.lockedUntil || *user.lockedUntil <= act.db().now()) {
        act.nothingChanged();
        return answer(userRecord(act, user));
    }
    json::object body;
    body["user"] = userBody(act, user);
    Updates updates;
    updates.add("lockedUntil", json::value(toIso(*user.lockedUntil)), nullptr);
    body["updates"] = updates.take();
    user.lockedUntil.reset();
    TRY(store::login_failures::clear(act.writer, user.id));
    TRY(store::users::update(act.writer, user));
    TRY(act.record(Event::account_unlocked, user.id, user.id, std::move(body)));
    act.writer.afterCommit([&credentials = act.services.credentials, id = user.id] { credentials.userChanged(id); });
    return answer(userRecord(act, user));
}

}  // namespace castellan::api::users
