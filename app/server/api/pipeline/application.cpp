// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/application.h"

#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/application_job.h"
#include "server/api/pipeline/authorise.h"
#include "server/api/pipeline/credentials.h"
#include "server/api/pipeline/idempotency.h"
#include "server/http/text.h"
#include "server/identity/client_address.h"

#include <algorithm>
#include <utility>

namespace castellan::api {
namespace {

constexpr std::size_t bodyBytes = 1024 * 1024;
constexpr std::size_t authenticationBodyBytes = 64 * 1024;

Result<void> within(int wait)
{
    if (wait == 0)
        return {};
    return fail(Error{
        ErrorCode::too_many_requests, "Too many requests; wait " + std::to_string(wait) + " s.", {}, {}, {}, wait});
}

/// Where the changes of a user, or of a service key, are counted.
std::string bucketOf(const stream::Subscriber &subscriber)
{
    const auto *user = std::get_if<UserId>(&subscriber);
    return user != nullptr ? to_string(*user) : "key " + to_string(std::get<KeyId>(subscriber));
}

/// One act, one entry; and no act that says it changed nothing has changed anything.
Result<void> checkEntries(const WriteContext &act, const Route &route, std::int64_t changes)
{
    const auto entries = act.recorded();
    if (entries == 1 || (entries > 1 && route.manyEntries) || (entries == 0 && changes == 0))
        return {};
    return fail(ErrorCode::internal, "The route " + std::string(http::methodName(route.method)) + " " +
                                         std::string(route.path) + " changed " + std::to_string(changes) +
                                         " rows and left " + std::to_string(entries) + " entries in the journal.");
}

}  // namespace

Application::Application(Services services, Router router)
    : m_services(std::move(services)), m_router(std::move(router))
{
}

std::size_t Application::bodyLimit(http::Method method, std::string_view path) const
{
    const auto match = m_router.find(method, path);
    return match && match->route->authentication ? authenticationBodyBytes : bodyBytes;
}

void Application::handle(http::Request request, http::Reply reply)
{
    auto job = std::make_shared<Job>();
    job->request = std::move(request);
    job->reply = std::move(reply);
    if (m_stopping)
        return answer(job, fail(ErrorCode::stopping, "The server is stopping; try again in a moment."));
    if (auto refused = admit(job->request))
        return answer(job, fail(std::move(*refused)));
    auto match = m_router.find(job->request.method, job->request.path);
    if (!match) {
        if (auto ok = limitStranger(job); !ok)
            return answer(job, pass(ok));
        auto response = errorAnswer(match.error(), job->request.id);
        if (match.error().code == ErrorCode::method_not_allowed)
            response.headers.emplace_back("Allow", m_router.allowed(job->request.path));
        return job->reply(std::move(response));
    }
    job->match = std::move(*match);
    start(job);
}

/// What comes before everything else: from where.
std::optional<Error> Application::admit(http::Request &request) const
{
    identity::seeThroughProxies(m_services.policy.current()->network, request);
    auto ok = checkNetwork(request.peer);
    return ok ? std::nullopt : std::optional(std::move(ok.error()));
}

Result<void> Application::checkNetwork(const http::Peer &peer) const
{
    if (m_services.embedded || m_services.policy.current()->network.allows(peer.address))
        return {};
    return fail(ErrorCode::address_refused, "Requests from this address are not allowed.");
}

/// By address: who shows nothing, and who shows what isn't known in memory. What turns out to be no credential at all
/// is counted when it is answered.
Result<void> Application::limitStranger(const JobPtr &job) const
{
    const auto *route = job->match.route;
    if (route != nullptr && (route->unlimited || route->authentication))
        return {};
    return limitAddress(job->request, job->presented.has_value());
}

Result<void> Application::limitAddress(const http::Request &request, bool presented) const
{
    using identity::Limit;
    const auto address = addressPrefix(request.peer.address);
    const bool shows = presented || request.header("Authorization");
    return within(shows ? m_services.limits.wait(Limit::credentials, address)
                        : m_services.limits.take(Limit::address, address));
}

void Application::countWrongCredential(const http::Peer &peer) const
{
    (void)m_services.limits.take(identity::Limit::credentials, addressPrefix(peer.address));
}

/// By user or key, once known.
Result<void> Application::limitCaller(const JobPtr &job) const
{
    using identity::Limit;
    if (std::exchange(job->limited, true))
        return {};
    TRY(limitPrincipal(*job->caller));
    if (job->match.route->runs != Runs::write)
        return {};
    return within(m_services.limits.take(Limit::write, bucketOf(job->caller->subscriber())));
}

Result<void> Application::limitPrincipal(const identity::Principal &caller) const
{
    using identity::Limit;
    if (const auto key = caller.keyId())
        return within(m_services.limits.take(Limit::key, to_string(*key)));
    return within(m_services.limits.take(Limit::user, to_string(*caller.userId())));
}

void Application::start(const JobPtr &job)
{
    const auto &route = *job->match.route;
    if (route.runs == Runs::stream)
        return answer(job, fail(ErrorCode::upgrade_required, "This address is a WebSocket; ask for an upgrade."));
    if (route.authentication) {
        const auto address = addressPrefix(job->request.peer.address);
        if (auto ok = within(m_services.limits.take(route.limit, address)); !ok)
            return answer(job, pass(ok));
    }
    auto presented = presentedBy(job->request, m_services.tls);
    if (presented) {
        job->presented = *presented;
        job->generation = m_services.credentials.generation();
        if (job->presented)
            job->caller = m_services.credentials.find(*job->presented);
    }
    if (auto ok = job->caller ? limitCaller(job) : limitStranger(job); !ok)
        return answer(job, pass(ok));
    if (!presented)
        return answer(job, pass(presented));
    if (!job->presented) {
        Context nobody(m_services);
        if (auto ok = authorise(nobody, route, *job->match.permission); !ok)
            return answer(job, pass(ok));
    }

    const bool known = !job->presented || job->caller;
    switch (route.runs) {
    case Runs::memory:
        return known ? runHere(job) : runOnReader(job);
    case Runs::read:
        return runOnReader(job);
    case Runs::write:
        if (job->presented && takesIdempotencyKey(route)) {
            auto asked = idempotency::askedBy(job->request, *job->presented, m_services.tls);
            if (!asked)
                return answer(job, pass(asked));
            job->asked = std::move(*asked);
        }
        // Whoever the caches don't know must not keep the writer busy; nor may the passwords' threads be.
        if (known && route.prepare == nullptr)
            return write(job);
        return checkThenWrite(job);
    case Runs::stream:
        return;
    }
}

void Application::runHere(const JobPtr &job)
{
    Context context(m_services);
    context.caller = job->caller;
    context.params = job->match.params;
    if (context.caller)
        if (auto ok = checkAddress(job->request.peer, *context.caller); !ok)
            return answer(job, pass(ok));
    if (auto ok = authorise(context, *job->match.route, *job->match.permission); !ok)
        return answer(job, pass(ok));
    answer(job, job->match.route->read(context, job->request));
}

Result<void> Application::identifyCaller(const JobPtr &job, Context &context, store::Reader &reader)
{
    context.reader = &reader;
    context.params = job->match.params;
    if (!job->caller && job->presented) {
        auto found = m_services.credentials.load(reader, *job->presented, job->generation);
        if (found)
            job->caller = std::move(*found);
        else if (found.error().code != ErrorCode::unauthenticated)
            return pass(found);
        // An old cookie doesn't keep anybody from what is public; a token that doesn't count is a mistake to be told.
        else if (!job->presented->byCookie || job->match.permission->floor != Floor::anonymous)
            return pass(found);
        else
            countWrongCredential(job->request.peer);
    }
    context.caller = job->caller;
    if (context.caller) {
        TRY(checkAddress(job->request.peer, *context.caller));
        TRY(limitCaller(job));
        TRY(checkCsrf(job->request, *job->presented, *context.caller));
    }
    return {};
}

Result<void> Application::identify(const JobPtr &job, Context &context, store::Reader &reader)
{
    TRY(identifyCaller(job, context, reader));
    return authorise(context, *job->match.route, *job->match.permission);
}

void Application::runOnReader(const JobPtr &job)
{
    m_services.store.post(
        [this, job](store::Reader &reader) -> Result<http::Response> {
            Context context(m_services);
            TRY(identify(job, context, reader));
            return job->match.route->read(context, job->request);
        },
        [this, job](Result<http::Response> result) { answer(job, std::move(result)); });
}

void Application::checkThenWrite(const JobPtr &job)
{
    const bool nothingToAsk = !job->presented && job->match.permission->floor == Floor::anonymous;
    if (nothingToAsk)
        return prepareThenWrite(job);
    m_services.store.post(
        [this, job](store::Reader &reader) -> Result<bool> {
            Context context(m_services);
            TRY(identifyCaller(job, context, reader));
            // Before the rights: what a change took away isn't there to be asked about when it is sent again.
            if (job->asked && context.caller) {
                auto kept = TRY(idempotency::find(reader, *job->asked));
                job->replay = std::move(kept);
                if (job->replay)
                    return true;
            }
            TRY(authorise(context, *job->match.route, *job->match.permission));
            return true;
        },
        [this, job](Result<bool> result) {
            if (!result)
                return answer(job, pass(result));
            if (job->replay)
                return answer(job, std::move(*job->replay));
            prepareThenWrite(job);
        });
}

void Application::prepareThenWrite(const JobPtr &job)
{
    const auto prepare = job->match.route->prepare;
    if (prepare == nullptr)
        return write(job);
    const bool taken = m_services.hashPool.submit([this, job, prepare] {
        auto prepared = prepare(m_services, job->caller, job->request);
        if (!prepared)
            return answer(job, pass(prepared));
        job->prepared = std::move(*prepared);
        write(job);
    });
    if (!taken) {
        Error error{
            ErrorCode::busy, "Too many people are signing in at this moment; try again shortly.", {}, {}, {}, 5};
        answer(job, fail(std::move(error)));
    }
}

void Application::write(const JobPtr &job)
{
    m_services.store.submit([this, job](store::Writer &writer) { return act(job, writer); },
                            [this, job](Result<http::Response> result) {
                                if (!result && store::isOfStorage(result.error()) &&
                                    job->match.route->revoke != nullptr)
                                    return revoke(job, std::move(result.error()));
                                answer(job, std::move(result));
                            });
}

/// Everything is asked again: who it is, whether they may, and by the handler whatever else must hold.
Result<http::Response> Application::act(const JobPtr &job, store::Writer &writer)
{
    WriteContext context(m_services, writer, job->request);
    context.params = job->match.params;
    context.prepared = job->prepared;
    if (job->presented) {
        auto found = m_services.credentials.check(writer, *job->presented, job->revoked);
        if (found) {
            context.caller = std::move(*found);
            TRY(checkAddress(job->request.peer, *context.caller));
            TRY(checkCsrf(job->request, *job->presented, *context.caller));
        } else if (found.error().code != ErrorCode::unauthenticated || !job->presented->byCookie ||
                   job->match.permission->floor != Floor::anonymous) {
            return pass(found);
        }
    }
    const bool repeatable = job->asked && context.caller;
    if (repeatable) {
        auto kept = TRY(idempotency::find(writer, *job->asked));
        if (kept)
            return std::move(*kept);
    }
    TRY(authorise(context, *job->match.route, *job->match.permission));
    const auto before = writer.changes();
    auto response = job->match.route->write(context, job->request);
    if (response && !context.isRecorded())
        return fail(ErrorCode::internal, "The act was undone, because it left no entry in the audit journal.");
    if (response && m_services.testing.auditStrictly && response->status < 300)
        TRY(checkEntries(context, *job->match.route, writer.changes() - before));
    // Cookies aren't kept, so that nobody gets an answer without them.
    if (response && response->status < 300 && repeatable && response->headers.empty())
        TRY(idempotency::keep(writer, *job->asked, *response));
    return response;
}

/// What only takes away happens at once, in memory, and is written first when storage is back.
void Application::revoke(const JobPtr &job, Error storage)
{
    const auto decide = [this, job, storage = std::move(storage)](Result<std::optional<Revocation>> found) {
        if (!found)
            return answer(job, pass(found));
        if (!*found)
            return answer(job, fail(storage));
        m_services.credentials.deny((*found)->what);
        writeLater(*job, (*found)->what);
        (*found)->answer.status = 202;
        answer(job, std::move((*found)->answer));
    };
    // Nothing needs to be read to let somebody go.
    if (job->caller && job->match.permission->floor == Floor::anonymous) {
        Context context(m_services);
        context.caller = job->caller;
        if (auto ok = checkCsrf(job->request, *job->presented, *context.caller); !ok)
            return answer(job, pass(ok));
        return decide(job->match.route->revoke(context, job->request));
    }
    m_services.store.post(
        [this, job](store::Reader &reader) -> Result<std::optional<Revocation>> {
            Context context(m_services);
            TRY(identify(job, context, reader));
            return job->match.route->revoke(context, job->request);
        },
        decide);
}

/// The act itself, for as long as it takes.
void Application::writeLater(const Job &job, const identity::Denied &denied)
{
    const auto later = std::make_shared<Job>(job);  // with a body that outlives the answer
    later->reply = nullptr;
    later->revoked = true;
    m_services.store.submitWithRetry([this, later, denied](store::Writer &writer) {
        auto result = act(later, writer);
        auto &credentials = m_services.credentials;
        if (result)
            writer.afterCommit([&credentials, denied] { credentials.noLongerDeny(denied); });
        else if (!store::isOfStorage(result.error()))
            credentials.noLongerDeny(denied);  // tried once, and refused for good
        return result;
    });
}

void Application::answer(const JobPtr &job, Result<http::Response> result)
{
    // Bodies may hold passwords, and headers hold what lets in; none outlives its answer.
    wipe(job->request.body);
    for (auto &[name, value] : job->request.headers)
        if (http::sameWord(name, "Authorization") || http::sameWord(name, "Cookie"))
            wipe(value);
    if (!result) {
        recordRefusal(*job, result.error().code);
        const bool showed = job->presented || job->request.header("Authorization");
        if (result.error().code == ErrorCode::unauthenticated && showed)
            countWrongCredential(job->request.peer);
        if (const auto &error = result.error(); error.code == ErrorCode::internal || error.code == ErrorCode::corrupt)
            m_services.log.write({LogLevel::error, "api", error.message + " " + error.detail, job->request.id});
        auto response = errorAnswer(result.error(), job->request.id);
        response.authenticated = job->caller != nullptr;
        return job->reply(std::move(response));
    }
    result->authenticated = result->authenticated || job->caller != nullptr;
    job->reply(std::move(*result));
}

bool Application::wantsXssBlock() const
{
    return m_services.policy.current()->headers.xssProtection == XssProtection::block;
}

bool Application::allowsOrigin(std::string_view origin) const
{
    const auto &allowed = m_services.policy.current()->network.allowedOrigins;
    return std::ranges::find(allowed, origin) != allowed.end();
}

bool Application::isTrustedProxy(std::string_view address) const
{
    const auto &proxies = m_services.policy.current()->network.proxyRanges;
    if (proxies.empty())
        return false;
    const auto at = addressFrom(address);
    return at && isListed(proxies, *at);
}

}  // namespace castellan::api
