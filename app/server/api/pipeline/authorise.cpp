// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/authorise.h"

#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/identity/completeness.h"

namespace castellan::api {
namespace {

auto unknown()
{
    return fail(ErrorCode::not_found, "Not Found");
}

Error insufficient(const identity::Principal &caller, const Permission &permission)
{
    const auto *key = caller.serviceKey();
    if (key == nullptr)
        return Error(ErrorCode::insufficient_scope, "This access token may only read.");
    const auto needed = scopeFor(permission).value_or(KeyScope::admin);
    return Error(ErrorCode::insufficient_scope, "This key has the scope " +
                                                    std::string(scopeName(key->limits.scope())) + " and this needs " +
                                                    std::string(scopeName(needed)) + ".");
}

/// False: there is no such team.
Result<bool> findTeam(Context &context, const Route &route)
{
    const auto id = context.params["teamId"];
    const auto slug = context.params["teamSlug"];
    if (id.empty() && slug.empty())
        return true;
    Result<std::optional<store::Team>> team = std::optional<store::Team>();
    if (!slug.empty())
        team = store::teams::findBySlug(context.db(), slug);
    else if (const auto number = context.idFrom<TeamId>(id))
        team = store::teams::find(context.db(), *number);
    if (!team)
        return fail(std::move(team).error());
    if (!*team) {
        if (route.who.deletedTeams)
            context.deletedTeam = context.idFrom<TeamId>(id);
        return false;
    }
    auto role = Role::none;
    if (const auto me = context.caller->userId())
        role = TRY(store::members::roleOf(context.db(), (*team)->id, *me));
    context.role = context.caller->roleIn((*team)->id, role);
    context.team = std::move(**team);
    return true;
}

/// False: there is no such user. Only a caller with the right to read users is told so.
Result<bool> findSubject(Context &context)
{
    const auto id = context.params["userId"];
    if (id.empty())
        return true;
    const auto number = context.idFrom<UserId>(id);
    if (!number)
        return false;
    auto user = TRY(store::users::find(context.db(), *number));
    context.subject = std::move(user);
    return context.subject.has_value();
}

}  // namespace

Result<void> checkComplete(const Context &context, const Route &route, const Permission &permission)
{
    if (!context.caller || permission.floor == Floor::anonymous)
        return {};
    const auto &services = context.services;
    const auto gap = identity::gapOf(*context.caller, *services.policy.current(), services.clock.now());
    const bool excused = (gap == identity::Gap::newPassword && route.who.withExpiredPassword) ||
                         (gap == identity::Gap::enrolment && route.who.beforeEnrolment);
    if (gap == identity::Gap::none || excused)
        return {};
    return fail(identity::errorOf(gap));
}

Result<void> checkStepUp(const Context &context)
{
    const auto *session = context.caller->session();
    const auto *local = context.caller->localSession();
    if (session == nullptr && local == nullptr)
        return {};
    const auto age = context.services.clock.now() - (session != nullptr ? session->steppedUpAt : local->steppedUpAt);
    if (age <= context.services.policy.current()->session.stepUp)
        return {};
    return fail(ErrorCode::reauth_required,
                "Confirm first that it is you; your last sign-in was too long ago for this.");
}

namespace {

bool isGuarded(const store::User &user)
{
    return user.admin || user.auditor;
}

/// Whether the request would change an administrator or auditor: the user that the path names, or the caller's own
/// account.
bool changesGuarded(const Context &context, const Permission &permission)
{
    if (!permission.write)
        return false;
    if (context.subject)
        return isGuarded(*context.subject);
    const auto *me = context.caller->user();
    return permission.name == "user:self:edit" && me != nullptr && isGuarded(*me);
}

/// A token that is limited to teams answers invitations to them, and changes nothing else of its user.
bool leavesItsTeams(const identity::KeyLimits &limits, const Permission &permission)
{
    return limits.limited && permission.write && permission.person && permission.name != "user:invitation:answer";
}

/// Decides from the rows looked up. The credential's own limits come first: a credential without rights here learns
/// nothing of what exists.
Decision decisionOn(const Context &context, const Route &route, const Permission &permission, bool teamIsThere)
{
    if (permission.floor == Floor::anonymous)
        return Decision::allowed;
    if (!context.caller)
        return Decision::signedOut;
    const auto &credential = *context.caller;
    const auto *limits = credential.keyLimits();
    if (route.who.interactiveOnly && limits != nullptr)
        return Decision::interactiveOnly;
    const bool service = credential.serviceKey() != nullptr;
    const auto needed = scopeFor(permission);
    if (service && !needed)
        return Decision::personOnly;
    if (limits != nullptr && (service ? limits->scope() < *needed : permission.write && limits->readOnly))
        return Decision::insufficientScope;
    if (limits != nullptr && leavesItsTeams(*limits, permission))
        return Decision::limitedToTeams;
    if (!teamIsThere)
        return context.deletedTeam && context.seesAll() ? Decision::allowed : Decision::hidden;
    if (context.team && context.role == Role::none && !context.seesAll())
        return Decision::hidden;
    const castellan::Caller caller{.signedIn = true,
                                   .admin = context.isAdmin(),
                                   .auditor = credential.isAuditor(),
                                   .self = context.subject && context.isMe(context.subject->id) &&
                                           (limits == nullptr || !limits->limited || context.team),
                                   .role = context.role};
    if (!allows(permission, caller))
        return Decision::forbidden;
    return limits != nullptr && changesGuarded(context, permission) ? Decision::interactiveOnly : Decision::allowed;
}

Result<void> answerTo(Decision decision, const Context &context, const Permission &permission)
{
    switch (decision) {
    case Decision::allowed:
        return {};
    case Decision::signedOut:
        return fail(ErrorCode::unauthenticated, "You are not signed in, or your session has ended; sign in again.");
    case Decision::interactiveOnly:
        return fail(ErrorCode::interactive_only,
                    "This can't be done with an access token or a service key; sign in with your password instead.");
    case Decision::personOnly:
        return fail(ErrorCode::forbidden, "A service key belongs to no user, so it has no account here.");
    case Decision::insufficientScope:
        return fail(insufficient(*context.caller, permission));
    case Decision::limitedToTeams:
        return fail(ErrorCode::insufficient_scope,
                    "This access token is limited to teams; it can't change the account of its user.");
    case Decision::hidden:
        return unknown();
    case Decision::forbidden:
        return fail(ErrorCode::forbidden, "You don't have the right to do this.");
    }
    return unknown();
}

/// Of routes about the caller's own account.
bool isOwnAccount(const Permission &permission)
{
    return permission.person && permission.name.starts_with("user:");
}

}  // namespace

Result<void> authorise(Context &context, const Route &route, const Permission &permission)
{
    const bool open = permission.floor == Floor::anonymous;
    Result<bool> team = true;
    Result<bool> subject = true;
    if (context.caller && !open) {
        team = findTeam(context, route);
        if (!team)
            return fail(team.error());
        subject = findSubject(context);
        if (!subject)
            return fail(subject.error());
    }
    auto decision = decisionOn(context, route, permission, *team);
    if (context.services.testing.turned != nullptr)
        decision = context.services.testing.turned(decision);
    TRY(answerTo(decision, context, permission));
    if (open)
        return {};
    // A handler relies on its caller, team and subject, however it was decided.
    if (!context.caller)
        return answerTo(Decision::signedOut, context, permission);
    const bool deleted = context.deletedTeam && context.seesAll();
    if ((!*team && !deleted) || !*subject)
        return unknown();
    if (isOwnAccount(permission) && context.caller->user() == nullptr)
        return fail(ErrorCode::internal, "A service key was let into the account of a person.");
    return route.who.stepUp ? checkStepUp(context) : Result<void>();
}

}  // namespace castellan::api
