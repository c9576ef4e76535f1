// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/account/mfa.h"

#include "core/text/email.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/authorise.h"
#include "server/api/pipeline/records.h"
#include "server/api/pipeline/rules.h"
#include "server/api/users/removal_rules.h"
#include "server/api/users/users.h"
#include "server/identity/old_password.h"
#include "server/store/tables/sessions.h"

#include <boost/json/object.hpp>

#include <functional>
#include <initializer_list>
#include <type_traits>
#include <utility>

/// Changes to a user, by the user or by an administrator.
namespace castellan::api::users {
namespace {

auto notYours(const char *member)
{
    return fail(ErrorCode::invalid_request, std::string(member) + ": only administrators change this").at(member);
}

auto notNull(const char *member)
{
    return fail(ErrorCode::validation, std::string(member) + ": expected a value, not null").at(member);
}

/// Whether the caller may change the members that the request names, to any value.
Result<void> checkRights(const Context &context, const records::UserUpdate &body, const store::User &user)
{
    if (body.tcs_accepted.present())
        return fail(ErrorCode::validation, "tcs_accepted: this server has no terms to accept").at("tcs_accepted");
    if (body.mfa_enabled.present() && (!body.mfa_enabled.hasValue() || *body.mfa_enabled))
        return fail(ErrorCode::validation, "mfa_enabled: only false can be set").at("mfa_enabled");
    if (!context.isAdmin()) {
        const std::initializer_list<std::pair<const char *, bool>> administrators{
            {"admin", body.admin.present()},
            {"auditor", body.auditor.present()},
            {"email_verified", body.email_verified.present()},
            {"suspended", body.suspended.present()},
            {"password_expired", body.password_expired.present()},
            {"mfa_enabled", body.mfa_enabled.present()}};
        for (const auto &[member, present] : administrators)
            if (present)
                return notYours(member);
    }
    if (body.mfa_enabled.present()) {
        if (context.isMe(user.id))
            return fail(ErrorCode::invalid_request,
                        "mfa_enabled: one's own second factor is turned off with one's password and a code")
                .at("mfa_enabled");
        if (context.caller->keyId())
            return fail(ErrorCode::interactive_only,
                        "A second factor can't be reset with an access token; sign in with your password.");
    }
    const bool grants = (body.admin.hasValue() && *body.admin && !user.admin) ||
                        (body.auditor.hasValue() && *body.auditor && !user.auditor);
    if (grants && context.caller->keyId())
        return fail(ErrorCode::interactive_only,
                    "Rights over the platform can't be given with an access token; sign in with your password.");
    return {};
}

/// Applies a member that may be left out but not be null. `check` judges another value than the present one.
template <class T>
Result<void> applyMember(const json::Patch<T> &asked, T &value, const char *member,
                         const std::type_identity_t<std::function<Result<void>(const T &)>> &check = {})
{
    if (!asked.present())
        return {};
    if (!asked.hasValue())
        return notNull(member);
    if (check && *asked != value)
        TRY(check(*asked));
    value = *asked;
    return {};
}

Result<void> applyName(const records::UserUpdate &body, store::User &user)
{
    if (!body.name.present())
        return {};
    auto name = body.name.hasValue() ? *body.name : std::string();
    if (!name.empty() && name != user.name)  // without a name the user name is displayed
        TRY(checkName("name", name));
    user.name = std::move(name);
    return {};
}

Result<void> applyDefaultTeam(WriteContext &act, const records::UserUpdate &body, store::User &user)
{
    if (!body.defaultTeam.present())
        return {};
    if (!body.defaultTeam.hasValue()) {
        user.defaultTeam.reset();
        return {};
    }
    const auto team = act.idFrom<TeamId>(*body.defaultTeam);
    Result<Role> role = Role::none;
    if (team)
        role = store::members::roleOf(act.db(), *team, user.id);
    if (!role)
        return fail(std::move(role).error());
    if (*role == Role::none)
        return fail(ErrorCode::validation, "defaultTeam: is not a team of this user").at("defaultTeam");
    user.defaultTeam = team;
    return {};
}

Result<store::User> apply(WriteContext &act, const records::UserUpdate &body, store::User user)
{
    TRY(applyName(body, user));
    TRY(applyMember(body.username, user.username, "username",
                    [&act](const std::string &username) { return checkUsername(act, username); }));
    const auto email = user.email;
    TRY(applyMember(body.email, user.email, "email", &checkEmail));
    if (body.email.present())
        user.email = storedEmail(std::move(user.email));
    // Administrators answer for the addresses that they give to others; one's own new address is a claim.
    if (user.email != email && act.isMe(user.id))
        user.emailVerified = false;
    TRY(applyMember(body.admin, user.admin, "admin"));
    TRY(applyMember(body.auditor, user.auditor, "auditor"));
    TRY(applyMember(body.email_verified, user.emailVerified, "email_verified"));
    TRY(applyMember(body.suspended, user.suspended, "suspended"));
    TRY(applyMember(body.password_expired, user.passwordExpired, "password_expired"));
    TRY(applyDefaultTeam(act, body, user));
    return user;
}

Result<void> checkConsequences(const Context &context, const store::User &before, const store::User &after)
{
    if (after.suspended && !before.suspended) {
        if (context.isMe(after.id))
            return fail(ErrorCode::invalid_request, "suspended: you can't suspend yourself").at("suspended");
        if (after.local)
            return fail(ErrorCode::invalid_request, "suspended: this computer's own user can't be suspended")
                .at("suspended");
    }
    if (after.suspended && !before.suspended)
        TRY(teamsOwnedAlone(context.db(), before));
    const bool wasActiveAdmin = before.admin && !before.suspended;
    if (wasActiveAdmin && (!after.admin || after.suspended)) {
        auto others = TRY(store::users::countActiveAdmins(context.db(), after.id));
        if (others == 0)
            return fail(ErrorCode::last_admin, "This is the last administrator; make another user one first.");
    }
    return {};
}

/// Changes by which a stranger in an open session would take over an account, or give rights.
bool needsProof(const store::User &before, const store::User &after)
{
    const bool rights = after.admin != before.admin || after.auditor != before.auditor;
    const bool identity = after.username != before.username || after.email != before.email;
    const bool lets = (after.emailVerified && !before.emailVerified) || (before.suspended && !after.suspended) ||
                      (before.passwordExpired && !after.passwordExpired);
    return rights || identity || lets;
}

json::array differences(const Context &context, const store::User &a, const store::User &b)
{
    Updates updates;
    updates.add("name", json::value(a.name), json::value(b.name));
    updates.add("username", json::value(a.username), json::value(b.username));
    updates.add("email", json::value(a.email), json::value(b.email));
    updates.add("admin", a.admin, b.admin);
    updates.add("auditor", a.auditor, b.auditor);
    updates.add("email_verified", a.emailVerified, b.emailVerified);
    updates.add("suspended", a.suspended, b.suspended);
    // "password" in its name would make the journal mask it.
    updates.add("expired", a.passwordExpired, b.passwordExpired);
    const auto team = [&](const std::optional<TeamId> &id) {
        return id ? json::value(context.publicId(*id)) : json::value(nullptr);
    };
    updates.add("defaultTeam", team(a.defaultTeam), team(b.defaultTeam));
    return updates.take();
}

/// Removes a lost second factor and ends the user's sessions: the next sign-in is by password, and leads to enrolment
/// where a factor is required.
Result<void> resetSecondFactor(WriteContext &act, store::User &user)
{
    auto old = store::second_factors::find(act.db(), user.id);
    if (!old)
        return fail(std::move(old).error());
    TRY(mfa::remove(act, user.id));
    auto ended = TRY(store::sessions::removeOfUser(act.writer, user.id));
    user.secondFactor = false;
    Updates updates;
    updates.add("mfa_enabled", true, false);
    json::object body;
    body["user"] = userBody(act, user);
    body["updates"] = updates.take();
    if (*old && (*old)->enrolledAt)
        body["enrolledAt"] = toIso(*(*old)->enrolledAt);
    body["sessionsEnded"] = ended;
    TRY(act.record(Event::users_reset_mfa, user.id, user.id, std::move(body)));
    act.writer.afterCommit([&credentials = act.services.credentials, id = user.id] { credentials.userEnded(id); });
    return {};
}

Result<http::Response> change(WriteContext &act, const http::Request &request, const store::User &before, Event event)
{
    auto body = TRY(bodyOf<records::UserUpdate>(request));
    TRY(checkRights(act, body, before));
    auto after = TRY(apply(act, body, before));
    TRY(checkConsequences(act, before, after));
    const bool resets = body.mfa_enabled.present() && before.secondFactor;
    if (resets || needsProof(before, after))
        TRY(checkStepUp(act));
    if (resets)
        TRY(resetSecondFactor(act, after));
    auto updates = differences(act, before, after);
    if (updates.empty()) {
        if (!resets)
            act.nothingChanged();
        return answer(userRecord(act, after));
    }
    if (auto ok = store::users::update(act.writer, after); !ok) {
        if (ok.error().code == ErrorCode::conflict && ok.error().path == "username")
            return fail(ErrorCode::invalid_username, "username not available").at("username");
        if (ok.error().code == ErrorCode::conflict && ok.error().path == "email")
            return fail(ErrorCode::invalid_email, "email not available").at("email");
        return fail(std::move(ok).error());
    }
    const bool suspended = after.suspended && !before.suspended;
    if (suspended)
        TRY(store::sessions::removeOfUser(act.writer, after.id));
    if (after.passwordExpired && !before.passwordExpired)
        TRY(identity::old_password::endSteps(act.writer, after.id));
    json::object record;
    record["user"] = userBody(act, after);
    record["updates"] = std::move(updates);
    TRY(act.record(event, after.id, after.id, std::move(record)));
    act.writer.afterCommit([&credentials = act.services.credentials, id = after.id, suspended] {
        if (suspended)
            credentials.userEnded(id);
        else
            credentials.userChanged(id);
    });
    return answer(userRecord(act, after));
}

}  // namespace

Result<http::Response> updateMe(WriteContext &act, const http::Request &request)
{
    const auto before = act.me();
    return change(act, request, before, Event::user_updated_user);
}

Result<http::Response> update(WriteContext &act, const http::Request &request)
{
    const auto before = *act.subject;
    return change(act, request, before, Event::users_updated_user);
}

Result<std::optional<Revocation>> revoke(Context &context, const http::Request &request)
{
    auto body = TRY(bodyOf<records::UserUpdate>(request));
    const auto asked = json::parse(request.body);
    const bool alone = asked && asked->is_object() && asked->get_object().size() == 1;
    if (!alone || !body.suspended.hasValue() || !*body.suspended)
        return std::nullopt;
    TRY(checkRights(context, body, *context.subject));
    auto after = *context.subject;
    after.suspended = true;
    TRY(checkConsequences(context, *context.subject, after));
    return Revocation{after.id, answer(userRecord(context, after))};
}

}  // namespace castellan::api::users
