// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/authorise.h"

#include "server/api/answer.h"
#include "server/identity/completeness.h"

namespace castellan::api {
namespace {

auto unknown()
{
    return fail(ErrorCode::not_found, "Not Found");
}

Result<void> checkScope(const identity::Principal &key, const Permission &permission)
{
    const auto needed = scopeFor(permission);
    if (!needed)
        return fail(ErrorCode::forbidden, "A service key belongs to nobody, so there is nothing of its own here.");
    const auto has = key.readOnly ? KeyScope::read : key.adminOptIn ? KeyScope::admin : KeyScope::write;
    if (has >= *needed)
        return {};
    return fail(ErrorCode::insufficient_scope, "This key has the scope " + std::string(scopeName(has)) +
                                                   " and this needs " + std::string(scopeName(*needed)) + ".");
}

/// A team that the caller may not know of isn't there.
Result<void> findTeam(Context &context)
{
    const auto id = context.params["teamId"];
    const auto slug = context.params["teamSlug"];
    if (id.empty() && slug.empty())
        return {};
    Result<std::optional<store::Team>> team = std::optional<store::Team>();
    if (!slug.empty())
        team = store::teams::findBySlug(context.db(), slug);
    else if (const auto number = context.number(store::IdKind::team, id))
        team = store::teams::find(context.db(), *number);
    if (!team)
        return pass(team);
    if (!*team)
        return unknown();
    auto role = store::members::roleOf(context.db(), (*team)->id, context.me().id);
    if (!role)
        return pass(role);
    const auto own = context.caller->roleIn((*team)->id, *role);
    if (own == Role::none && !context.seesAll())
        return unknown();
    context.team = std::move(**team);
    context.role = own;
    return {};
}

/// Only whoever may read users learns that one isn't there.
Result<bool> findSubject(Context &context)
{
    const auto id = context.params["userId"];
    if (id.empty())
        return true;
    const auto number = context.number(store::IdKind::user, id);
    if (!number)
        return false;
    auto user = store::users::find(context.db(), *number);
    if (!user)
        return pass(user);
    context.subject = std::move(*user);
    return context.subject.has_value();
}

Result<void> checkComplete(const Context &context, const Route &route)
{
    const auto &services = context.services;
    const auto gap = identity::gapOf(*context.caller, *services.policy.current(), services.clock.now());
    const bool excused = (gap == identity::Gap::newPassword && route.withExpiredPassword) ||
                         (gap == identity::Gap::enrolment && route.beforeEnrolment);
    if (gap == identity::Gap::none || excused)
        return {};
    return fail(identity::errorOf(gap));
}

}  // namespace

Result<void> checkStepUp(const Context &context)
{
    const auto &caller = *context.caller;
    if (caller.auth == audit::Auth::token)
        return {};
    const auto age = context.services.clock.now() - caller.steppedUpAt;
    if (age <= context.services.policy.current()->session.stepUp)
        return {};
    return fail(ErrorCode::reauth_required,
                "Confirm first that it is you; your last sign-in was too long ago for this.");
}

Result<void> authoriseCaller(const Context &context, const Route &route, const Permission &permission)
{
    if (permission.floor == Floor::anonymous)
        return {};
    if (!context.caller)
        return fail(ErrorCode::unauthenticated, "You are not signed in, or your session has ended; sign in again.");
    if (auto ok = checkComplete(context, route); !ok)
        return ok;
    if (route.interactiveOnly && context.caller->auth == audit::Auth::token)
        return fail(ErrorCode::interactive_only,
                    "This can't be done with an access token or a service key; sign in with your password instead.");
    if (context.caller->service)
        return checkScope(*context.caller, permission);
    if (permission.write && context.caller->readOnly)
        return fail(ErrorCode::insufficient_scope, "This access token may only read.");
    return {};
}

Result<void> authorise(Context &context, const Route &route, const Permission &permission)
{
    if (auto ok = authoriseCaller(context, route, permission); !ok)
        return ok;
    if (permission.floor == Floor::anonymous)
        return {};
    if (auto ok = findTeam(context); !ok)
        return ok;
    const auto subject = findSubject(context);
    if (!subject)
        return fail(subject.error());
    const bool self = context.subject && context.subject->id == context.me().id;
    const castellan::Caller caller{.signedIn = true,
                                   .admin = context.isAdmin(),
                                   .auditor = context.caller->isAuditor(),
                                   .self = self,
                                   .role = context.role};
    if (!context.services.allows(permission, caller))
        return fail(ErrorCode::forbidden, "You don't have the right to do this.");
    if (!*subject)
        return unknown();
    return route.stepUp ? checkStepUp(context) : Result<void>();
}

}  // namespace castellan::api
