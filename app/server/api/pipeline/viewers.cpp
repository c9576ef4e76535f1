// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/answer.h"

#include "core/try.h"
#include "server/api/pipeline/application.h"
#include "server/api/pipeline/credentials.h"
#include "server/identity/completeness.h"

#include <algorithm>

/// The part of the application that tells the live stream who somebody is.
namespace castellan::api {
namespace {

Result<stream::Viewer> viewerFrom(store::Reader &reader, const identity::Principal &caller, const Services &services)
{
    const auto gap = identity::gapOf(caller, *services.policy.current(), reader.now());
    if (gap != identity::Gap::none)
        return fail(identity::errorOf(gap));
    stream::Viewer out{.subscriber = caller.subscriber()};
    out.username = caller.name();
    out.credential = caller.digest();
    out.auth = caller.auth();
    out.endsAt = caller.expiresAt();
    if (const auto *session = caller.session())
        out.endsAt = std::min(out.endsAt.value_or(Instant::max()),
                              session->createdAt + services.policy.current()->session.absolute);
    out.admin = caller.isAdmin();
    out.auditor = caller.isAuditor();
    if (const auto *key = caller.serviceKey()) {
        out.teams = key->limits.teams;
        return out;
    }
    auto teams = TRY(store::members::teamsOf(reader, *caller.userId()));
    const auto &permission = *findPermission("team:audit-log");
    for (const auto &[team, role] : teams)
        if (allows(permission, {.signedIn = true, .role = caller.roleIn(team.id, role)}))
            out.teams.push_back(team.id);
    std::ranges::sort(out.teams);
    return out;
}

}  // namespace

void Application::upgrade(http::Request request, std::function<void(http::Upgrade)> decide)
{
    const auto refuse = [&](const Error &error) {
        http::Upgrade out;
        out.refusal = errorAnswer(error, request.id);
        decide(std::move(out));
    };
    if (m_stopping)
        return refuse(fail(ErrorCode::stopping, "The server is stopping; try again in a moment.").value());
    auto error = admit(request);
    if (!error)
        if (auto ok = limitUpgrade(request); !ok)
            error = std::move(ok.error());
    if (error) {
        refused(error->code, request.peer);
        return refuse(*error);
    }
    const auto match = m_router.find(request.method, request.path);
    if (!match)
        return refuse(match.error());
    if (match->route->runs != Runs::stream || !m_streamDoor)
        return refuse(fail(ErrorCode::not_found, "There is no WebSocket at this address.").value());
    m_streamDoor(std::move(request), std::move(decide));
}

/// An upgrade counts like any other request: by user or key if that is known in memory, else by address.
Result<void> Application::limitUpgrade(const http::Request &request) const
{
    const auto presented = presentedBy(request, m_services.tls);
    const bool shows = presented && *presented;
    if (const auto caller = shows ? m_services.credentials.find(**presented) : nullptr)
        return limitPrincipal(*caller);
    return limitAddress(request, shows);
}

void Application::of(const http::Request &request, Answer answer)
{
    const auto presented = presentedBy(request, m_services.tls);
    if (!presented) {
        countWrongCredential(request.peer);
        return answer(fail(presented.error()));
    }
    if (!*presented)
        return answer(fail(ErrorCode::unauthenticated, "You are not signed in; sign in first."));
    // Whom memory didn't know is counted now that the store has said who it is.
    const bool counted = m_services.credentials.find(**presented) != nullptr;
    viewerOf(**presented, request.peer,
             [this, counted, presented = **presented, peer = request.peer,
              answer = std::move(answer)](Result<stream::Viewer> viewer) {
                 if (!viewer && viewer.error().code == ErrorCode::unauthenticated)
                     countWrongCredential(peer);
                 const auto caller = viewer && !counted ? m_services.credentials.find(presented) : nullptr;
                 if (caller)
                     if (auto ok = limitPrincipal(*caller); !ok)
                         return answer(pass(ok));
                 answer(std::move(viewer));
             });
}

void Application::recheck(const Digest &credential, const std::string &address, Answer answer)
{
    // A digest doesn't tell its kind; the store does.
    const identity::PresentedCredential asSession{credential, TokenKind::session, false};
    http::Peer from;
    from.address = address;
    viewerOf(asSession, from,
             [this, credential, from, answer = std::move(answer)](Result<stream::Viewer> viewer) mutable {
                 if (viewer || viewer.error().code != ErrorCode::unauthenticated)
                     return answer(std::move(viewer));
                 viewerOf({credential, TokenKind::personal, false}, from, std::move(answer));
             });
}

void Application::viewerOf(const identity::PresentedCredential &presented, const http::Peer &from, Answer answer)
{
    m_services.store.post(
        [this, presented, from,
         generation = m_services.credentials.generation()](store::Reader &reader) -> Result<stream::Viewer> {
            auto caller = TRY(m_services.credentials.load(reader, presented, generation));
            TRY(checkNetwork(from));
            TRY(checkAddress(from, *caller));
            return viewerFrom(reader, *caller, m_services);
        },
        std::move(answer));
}

void Application::observe(stream::RightsObserver *observer)
{
    m_services.credentials.observe(observer);
}

}  // namespace castellan::api
