// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/stream_gate.h"

#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/credentials.h"
#include "server/api/pipeline/network.h"
#include "server/identity/completeness.h"

#include <algorithm>

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

void StreamGate::upgrade(http::Request request, Decide decide)
{
    if (const auto admitted = admitUpgrade(request); !admitted) {
        m_refusals.count(admitted.error().code, request.peer);
        return refuse(request, admitted.error(), decide);
    }
    const auto match = m_router.find(request.method, request.path);
    if (!match)
        return refuse(request, match.error(), decide);
    if (const auto checked = checkParameters(request); !checked)
        return refuse(request, checked.error(), decide);
    if (match->route->how.runs != Runs::stream || !m_door)
        return refuse(request, fail(ErrorCode::not_found, "There is no WebSocket at this address.").value(), decide);
    m_door(std::move(request), std::move(decide));
}

void StreamGate::refuse(const http::Request &request, const Error &error, const Decide &decide)
{
    http::Upgrade out;
    out.refusal = errorAnswer(error, request.id);
    decide(std::move(out));
}

Result<void> StreamGate::admitUpgrade(http::Request &request)
{
    TRY(admit(m_services, request));
    return limit(request);
}

/// An upgrade counts like any other request: by user or key if the cache has the caller, else by address.
Result<void> StreamGate::limit(const http::Request &request)
{
    const auto presented = presentedBy(request, m_services.tls);
    const bool hasCredential = presented && *presented;
    if (const auto caller = hasCredential ? m_services.credentials.find(**presented) : nullptr)
        return m_limits.checkCaller(*caller);
    return m_limits.checkAddress(request, hasCredential);
}

void StreamGate::of(const http::Request &request, Answer answer)
{
    const auto presented = presentedBy(request, m_services.tls);
    if (!presented) {
        m_limits.countWrongCredential(request.peer);
        return answer(fail(presented.error()));
    }
    if (!*presented)
        return answer(fail(ErrorCode::unauthenticated, "You are not signed in; sign in first."));
    // A caller that missed the cache is counted once the store has identified it.
    const bool counted = m_services.credentials.find(**presented) != nullptr;
    load(**presented, request.peer,
         [this, counted, presented = **presented, peer = request.peer,
          answer = std::move(answer)](Result<stream::Viewer> viewer) {
             if (!viewer && viewer.error().code == ErrorCode::unauthenticated)
                 m_limits.countWrongCredential(peer);
             if (const auto caller = viewer && !counted ? m_services.credentials.find(presented) : nullptr)
                 if (auto ok = m_limits.checkCaller(*caller); !ok)
                     return answer(fail(std::move(ok).error()));
             answer(std::move(viewer));
         });
}

void StreamGate::recheck(const Digest &credential, const std::string &address, Answer answer)
{
    // A digest doesn't show its kind: it is looked up as a session's first, then as a token's or key's.
    const identity::PresentedCredential asSession{credential, TokenKind::session, false};
    http::Peer from;
    from.address = address;
    load(asSession, from, [this, credential, from, answer = std::move(answer)](Result<stream::Viewer> viewer) mutable {
        if (viewer || viewer.error().code != ErrorCode::unauthenticated)
            return answer(std::move(viewer));
        load({credential, TokenKind::personal, false}, from, std::move(answer));
    });
}

void StreamGate::load(const identity::PresentedCredential &presented, const http::Peer &from, Answer answer)
{
    m_services.store.post(
        [this, presented, from,
         generation = m_services.credentials.generation()](store::Reader &reader) -> Result<stream::Viewer> {
            auto caller = TRY(m_services.credentials.load(reader, presented, generation));
            TRY(checkNetwork(m_services, from));
            TRY(checkAddress(from, *caller));
            return viewerFrom(reader, *caller, m_services);
        },
        std::move(answer));
}

void StreamGate::observe(stream::RightsObserver *observer)
{
    m_services.credentials.observe(observer);
}

}  // namespace castellan::api
