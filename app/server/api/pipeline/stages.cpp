// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/stages.h"

#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/authorise.h"
#include "server/api/pipeline/credentials.h"
#include "server/api/pipeline/network.h"

#include <utility>

namespace castellan::api {
namespace {

template <class... Phases> constexpr unsigned in(Phases... phases)
{
    return (unsigned(phases) | ...);
}

constexpr unsigned judged = in(Phase::memory, Phase::read, Phase::check, Phase::write, Phase::revoke);

/// An act leaves one entry; an act that reports no change has made none.
Result<void> checkEntries(const WriteContext &act, const Route &route, std::int64_t changes)
{
    const auto entries = act.recorded();
    if (entries == 1 || (entries > 1 && route.accounting.manyEntries) || (entries == 0 && changes == 0))
        return {};
    return fail(ErrorCode::internal, "The route " + std::string(http::methodName(route.what.method)) + " " +
                                         std::string(route.what.path) + " changed " + std::to_string(changes) +
                                         " rows and left " + std::to_string(entries) + " entries in the journal.");
}

}  // namespace

/// A repeated request is answered before completeness and authorisation: the first one may have removed what they look
/// up.
const std::array<Stages::Stage, 13> Stages::list{{
    {"network", &Stages::network, in(Phase::arrival)},
    {"match", &Stages::match, in(Phase::arrival)},
    {"route limit", &Stages::limitRoute, in(Phase::arrival)},
    {"credential", &Stages::readCredential, in(Phase::arrival)},
    {"limit", &Stages::limitArrival, in(Phase::arrival)},
    {"identify", &Stages::identify, in(Phase::arrival) | judged},
    {"address of key", &Stages::addressOfKey, judged},
    {"caller limit", &Stages::limitCaller, judged},
    {"CSRF", &Stages::csrf, judged},
    {"idempotency", &Stages::repetition, in(Phase::arrival, Phase::check, Phase::write)},
    {"completeness", &Stages::completeness, judged},
    {"authorise", &Stages::authorisation, in(Phase::arrival) | judged},
    {"handler", &Stages::handler, in(Phase::memory, Phase::read, Phase::write)},
}};

Result<std::optional<http::Response>> Stages::run(Phase phase, RequestState &state, Context &context) const
{
    return run(Attempt{phase, state, context});
}

Result<std::optional<http::Response>> Stages::write(RequestState &state, WriteContext &context) const
{
    return run(Attempt{Phase::write, state, context, &context});
}

Result<std::optional<http::Response>> Stages::run(Attempt attempt) const
{
    attempt.context.params = attempt.state.match.params;
    for (const auto &stage : list) {
        if ((stage.phases & unsigned(attempt.phase)) == 0)
            continue;
        TRY((this->*stage.ask)(attempt));
        if (attempt.answer)
            break;
    }
    return std::move(attempt.answer);
}

Result<void> Stages::network(Attempt &attempt) const
{
    return admit(m_services, attempt.state.request);
}

Result<void> Stages::match(Attempt &attempt) const
{
    auto &state = attempt.state;
    // The engine asked for the size of the body, and so for the route, before it read one.
    const auto known = std::static_pointer_cast<const Router::Found>(std::move(state.request.matched));
    auto found = known ? *known : m_router.lookUp(state.request.method, state.request.path);
    if (!found.match) {
        TRY(m_limits.checkAddress(state.request, false));
        if (found.match.error().code != ErrorCode::method_not_allowed)
            return fail(std::move(found.match).error());
        attempt.answer = errorAnswer(found.match.error(), state.request.id);
        attempt.answer->headers.emplace_back("Allow", found.allowed);
        return {};
    }
    TRY(checkParameters(state.request));
    state.match = std::move(*found.match);
    if (state.match.route->how.runs == Runs::stream)
        return fail(ErrorCode::upgrade_required, "This address is a WebSocket; ask for an upgrade.");
    return {};
}

Result<void> Stages::limitRoute(Attempt &attempt) const
{
    return m_limits.checkRoute(*attempt.state.match.route, attempt.state.request.peer);
}

Result<void> Stages::readCredential(Attempt &attempt) const
{
    auto &state = attempt.state;
    auto presented = presentedBy(state.request, m_services.tls);
    if (!presented) {
        state.unreadable = std::move(presented.error());
        return {};
    }
    state.presented = *presented;
    state.generation = m_services.credentials.generation();
    if (state.presented)
        state.caller = m_services.credentials.find(*state.presented);
    return {};
}

/// By caller if the cache has it, else by address.
Result<void> Stages::limitArrival(Attempt &attempt) const
{
    const auto &state = attempt.state;
    if (state.caller) {
        attempt.context.caller = state.caller;
        return limitCaller(attempt);
    }
    const auto &route = *state.match.route;
    if (route.accounting.unlimited || route.accounting.authentication)
        return {};
    return m_limits.checkAddress(state.request, state.presented.has_value());
}

/// Inside the write transaction the store is read, not the caches.
Result<identity::PrincipalPtr> Stages::callerOf(const Attempt &attempt) const
{
    const auto &state = attempt.state;
    if (attempt.act != nullptr)
        return m_services.credentials.check(attempt.context.db(), *state.presented, state.revoked);
    if (state.caller)
        return state.caller;
    return m_services.credentials.load(attempt.context.db(), *state.presented, state.generation);
}

Result<void> Stages::identify(Attempt &attempt) const
{
    auto &state = attempt.state;
    if (state.unreadable)
        return fail(*state.unreadable);
    if (attempt.phase == Phase::arrival || !state.presented)
        return {};
    auto found = callerOf(attempt);
    if (found) {
        attempt.context.caller = *found;
        if (attempt.act == nullptr)
            state.caller = std::move(*found);
        return {};
    }
    // An outdated cookie keeps no browser from public routes; an invalid Authorization header is always an error.
    const bool ignored = state.presented->byCookie && state.match.permission->floor == Floor::anonymous;
    if (found.error().code != ErrorCode::unauthenticated || !ignored)
        return fail(std::move(found).error());
    if (attempt.act == nullptr)
        m_limits.countWrongCredential(state.request.peer);
    return {};
}

Result<void> Stages::addressOfKey(Attempt &attempt) const
{
    return attempt.context.caller ? checkAddress(attempt.state.request.peer, *attempt.context.caller) : Result<void>();
}

/// Counts a request once, as soon as its caller is known.
Result<void> Stages::limitCaller(Attempt &attempt) const
{
    auto &state = attempt.state;
    if (!attempt.context.caller || std::exchange(state.limited, true))
        return {};
    TRY(m_limits.checkCaller(*attempt.context.caller));
    return state.match.route->how.runs == Runs::write ? m_limits.checkWrite(*attempt.context.caller) : Result<void>();
}

Result<void> Stages::csrf(Attempt &attempt) const
{
    if (!attempt.context.caller)
        return {};
    return checkCsrf(attempt.state.request, *attempt.state.presented, *attempt.context.caller);
}

Result<void> Stages::repetition(Attempt &attempt) const
{
    auto &state = attempt.state;
    if (attempt.phase == Phase::arrival) {
        if (state.presented && takesIdempotencyKey(*state.match.route))
            state.asked = TRY(idempotency::askedBy(state.request, *state.presented, m_services.tls));
        return {};
    }
    if (state.asked && attempt.context.caller)
        attempt.answer = TRY(idempotency::find(attempt.context.db(), *state.asked));
    return {};
}

Result<void> Stages::completeness(Attempt &attempt) const
{
    return checkComplete(attempt.context, *attempt.state.match.route, *attempt.state.match.permission);
}

/// On arrival only anonymous requests are authorised, which needs no store.
Result<void> Stages::authorisation(Attempt &attempt) const
{
    if (attempt.phase == Phase::arrival && attempt.state.presented)
        return {};
    return authorise(attempt.context, *attempt.state.match.route, *attempt.state.match.permission);
}

Result<void> Stages::handler(Attempt &attempt) const
{
    auto &state = attempt.state;
    attempt.answer = TRY(attempt.act != nullptr ? act(state, *attempt.act)
                                                : state.match.route->how.read(attempt.context, state.request));
    return {};
}

Result<http::Response> Stages::act(const RequestState &state, WriteContext &context) const
{
    const auto &route = *state.match.route;
    const auto before = context.writer.changes();
    auto response = TRY(route.how.write(context, state.request));
    if (!context.isRecorded())
        return fail(ErrorCode::internal, "The act was undone, because it left no entry in the audit journal.");
    if (response.status >= 300)
        return response;
    if (m_services.testing.auditStrictly)
        TRY(checkEntries(context, route, context.writer.changes() - before));
    // Answers with cookies aren't kept: without them they would be worth nothing.
    if (state.asked && context.caller && response.headers.empty())
        TRY(idempotency::keep(context.writer, *state.asked, response));
    return response;
}

}  // namespace castellan::api
