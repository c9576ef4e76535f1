// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/request_pipeline.h"

#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/credentials.h"

#include <utility>

namespace castellan::api {
namespace {

/// Every phase that isn't a mere check ends with a handler.
Result<http::Response> certain(Result<std::optional<http::Response>> answer)
{
    if (!answer)
        return fail(std::move(answer).error());
    if (!*answer)
        return fail(ErrorCode::internal, "No stage answered the request.");
    return std::move(**answer);
}

}  // namespace

void RequestPipeline::handle(http::Request request, http::Reply reply)
{
    auto job = std::make_shared<Job>();
    job->state.request = std::move(request);
    job->reply = std::move(reply);
    Context context(m_services);
    auto arrived = m_stages.run(Phase::arrival, job->state, context);
    if (!arrived)
        return answer(job, fail(std::move(arrived).error()));
    if (*arrived)
        return answer(job, std::move(**arrived));
    route(job);
}

void RequestPipeline::refuse(http::Request request, http::Reply reply, Error error)
{
    auto job = std::make_shared<Job>();
    job->state.request = std::move(request);
    job->reply = std::move(reply);
    answer(job, fail(std::move(error)));
}

void RequestPipeline::route(const JobPtr &job)
{
    const auto &state = job->state;
    const bool known = !state.presented || state.caller;
    switch (state.match.route->how.runs) {
    case Runs::memory:
        return known ? runInMemory(job) : runOnReader(job);
    case Runs::read:
        return runOnReader(job);
    case Runs::write:
        // A caller that misses the cache must not occupy the writer or the password threads.
        if (known && state.match.route->how.prepare == nullptr)
            return write(job);
        return checkThenWrite(job);
    case Runs::stream:
        return;
    }
}

void RequestPipeline::runInMemory(const JobPtr &job)
{
    Context context(m_services);
    answer(job, certain(m_stages.run(Phase::memory, job->state, context)));
}

void RequestPipeline::runOnReader(const JobPtr &job)
{
    m_services.store.post(
        [this, job](store::Reader &reader) -> Result<http::Response> {
            Context context(m_services);
            context.reader = &reader;
            return certain(m_stages.run(Phase::read, job->state, context));
        },
        [this, job](Result<http::Response> result) { answer(job, std::move(result)); });
}

void RequestPipeline::checkThenWrite(const JobPtr &job)
{
    const bool nothingToAsk = !job->state.presented && job->state.match.permission->floor == Floor::anonymous;
    if (nothingToAsk)
        return prepareThenWrite(job);
    m_services.store.post(
        [this, job](store::Reader &reader) {
            Context context(m_services);
            context.reader = &reader;
            return m_stages.run(Phase::check, job->state, context);
        },
        [this, job](Answer result) {
            if (!result)
                return answer(job, fail(std::move(result).error()));
            if (*result)
                return answer(job, std::move(**result));
            prepareThenWrite(job);
        });
}

void RequestPipeline::prepareThenWrite(const JobPtr &job)
{
    const auto prepare = job->state.match.route->how.prepare;
    if (prepare == nullptr)
        return write(job);
    const bool taken = m_services.hashPool.submit([this, job, prepare] {
        auto prepared = prepare(m_services, job->state.caller, job->state.request);
        if (!prepared)
            return answer(job, fail(std::move(prepared).error()));
        job->state.prepared = std::move(*prepared);
        write(job);
    });
    if (!taken)
        answer(job, fail(ErrorCode::busy, "Too many people are signing in at this moment; try again shortly.")
                        .retryIn(std::chrono::seconds(5)));
}

void RequestPipeline::write(const JobPtr &job)
{
    m_services.store.submit([this, job](store::Writer &writer) { return act(job->state, writer); },
                            [this, job](Result<http::Response> result) {
                                if (!result && store::isOfStorage(result.error()) &&
                                    job->state.match.route->how.revoke != nullptr)
                                    return revoke(job, std::move(result.error()));
                                answer(job, std::move(result));
                            });
}

Result<http::Response> RequestPipeline::act(RequestState &state, store::Writer &writer) const
{
    WriteContext context(m_services, writer, state.request);
    context.prepared = state.prepared;
    return certain(m_stages.write(state, context));
}

/// A revocation holds at once, in memory, and is written as soon as storage is back.
void RequestPipeline::revoke(const JobPtr &job, Error storage)
{
    const auto decide = [this, job, storage = std::move(storage)](Result<std::optional<Revocation>> found) {
        if (!found)
            return answer(job, fail(std::move(found).error()));
        if (!*found)
            return answer(job, fail(storage));
        m_services.credentials.deny((*found)->what);
        writeLater(*job, (*found)->what);
        (*found)->answer.status = 202;
        answer(job, std::move((*found)->answer));
    };
    // Signing out needs nothing from the store.
    if (job->state.caller && job->state.match.permission->floor == Floor::anonymous) {
        Context context(m_services);
        return decide(revocationOf(job, context));
    }
    m_services.store.post(
        [this, job](store::Reader &reader) {
            Context context(m_services);
            context.reader = &reader;
            return revocationOf(job, context);
        },
        decide);
}

Result<std::optional<Revocation>> RequestPipeline::revocationOf(const JobPtr &job, Context &context) const
{
    TRY(m_stages.run(Phase::revoke, job->state, context));
    return job->state.match.route->how.revoke(context, job->state.request);
}

/// Writes the act itself, with retries until it is stored.
void RequestPipeline::writeLater(const Job &job, const identity::Denied &denied)
{
    const auto later = std::make_shared<RequestState>(job.state);  // with a body that outlives the answer
    later->revoked = true;
    m_services.store.submitWithRetry([this, later, denied](store::Writer &writer) {
        auto result = act(*later, writer);
        auto &credentials = m_services.credentials;
        if (result)
            writer.afterCommit([&credentials, denied] { credentials.noLongerDeny(denied); });
        else if (!store::isOfStorage(result.error()))
            credentials.noLongerDeny(denied);  // refused permanently
        return result;
    });
}

void RequestPipeline::answer(const JobPtr &job, Result<http::Response> result)
{
    auto &state = job->state;
    if (!result) {
        const auto &error = result.error();
        m_refusals.record(state, error.code);
        const bool hadCredential = state.presented || state.request.header("Authorization");
        if (error.code == ErrorCode::unauthenticated && hadCredential)
            m_limits.countWrongCredential(state.request.peer);
        if (error.code == ErrorCode::internal || error.code == ErrorCode::corrupt)
            m_services.log.write({LogLevel::error, "api", error.message + " " + error.detail, state.request.id});
        result = errorAnswer(error, state.request.id);
    }
    result->authenticated = result->authenticated || state.caller != nullptr;
    state.request = {};  // its secrets don't outlive the answer, though the job does by a moment
    job->reply(std::move(*result));
}

}  // namespace castellan::api
