// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/answer.h"
#include "server/api/application.h"
#include "server/api/credentials.h"
#include "server/identity/completeness.h"

#include <algorithm>

/// The part of the application that tells the live stream who somebody is.
namespace castellan::api {
namespace {

Result<identity::Viewer> viewerFrom(store::Reader &reader, const identity::Principal &caller, const Services &services)
{
    const auto gap = identity::gapOf(caller, *services.policy.current(), reader.now());
    if (gap != identity::Gap::none)
        return fail(identity::errorOf(gap));
    identity::Viewer out;
    out.user = identity::viewerOf(caller.user.id, caller.credential);
    out.username = caller.user.username;
    out.credential = caller.digest;
    out.auth = caller.auth;
    out.admin = caller.isAdmin();
    out.auditor = caller.isAuditor();
    if (caller.service) {
        out.teams = caller.teams;
        return out;
    }
    auto teams = store::members::teamsOf(reader, caller.user.id);
    if (!teams)
        return pass(teams);
    const auto &permission = *findPermission("team:audit-log");
    for (const auto &[team, role] : *teams)
        if (allows(permission, {.signedIn = true, .role = caller.roleIn(team.id, role)}))
            out.teams.push_back(team.id);
    std::ranges::sort(out.teams);
    return out;
}

}  // namespace

void Application::of(const http::Request &request, Answer answer)
{
    const auto presented = presentedBy(request, m_services.tls);
    if (!presented)
        return answer(fail(presented.error()));
    if (!*presented)
        return answer(fail(ErrorCode::unauthenticated, "You are not signed in; sign in first."));
    viewerOf(**presented, request.peer, std::move(answer));
}

void Application::again(const Digest &credential, Answer answer)
{
    // A digest doesn't tell its kind; the store does.
    const identity::Presented asSession{credential, TokenKind::session, false};
    viewerOf(asSession, std::nullopt,
             [this, credential, answer = std::move(answer)](Result<identity::Viewer> viewer) mutable {
                 if (viewer || viewer.error().code != ErrorCode::unauthenticated)
                     return answer(std::move(viewer));
                 viewerOf({credential, TokenKind::personal, false}, std::nullopt, std::move(answer));
             });
}

void Application::viewerOf(const identity::Presented &presented, const std::optional<http::Peer> &from, Answer answer)
{
    m_services.store.post(
        [this, presented, from,
         generation = m_services.sessions.generation()](store::Reader &reader) -> Result<identity::Viewer> {
            auto caller = m_services.sessions.load(reader, presented, generation);
            if (!caller)
                return pass(caller);
            if (from)
                if (auto ok = checkAddress(*from, **caller); !ok)
                    return pass(ok);
            return viewerFrom(reader, **caller, m_services);
        },
        std::move(answer));
}

void Application::observe(identity::RightsObserver *observer)
{
    m_services.sessions.observe(observer);
}

}  // namespace castellan::api
