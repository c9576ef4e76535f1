// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/refusal_log.h"
#include "server/api/pipeline/stages.h"

#include <memory>

namespace castellan::api {

/// Runs each phase of the stages on the thread where it belongs, and answers.
class RequestPipeline {
public:
    RequestPipeline(const Services &services, const Router &router, RequestLimits &limits, RefusalLog &refusals)
        : m_services(services), m_stages(services, router, limits), m_limits(limits), m_refusals(refusals)
    {
    }

    /// On the I/O thread.
    void handle(http::Request request, http::Reply reply);
    /// Answers without running any stage.
    void refuse(http::Request request, http::Reply reply, Error error);

private:
    struct Job {
        RequestState state;
        http::Reply reply;
    };
    using JobPtr = std::shared_ptr<Job>;
    using Answer = Result<std::optional<http::Response>>;

    void route(const JobPtr &job);
    void runInMemory(const JobPtr &job);
    void runOnReader(const JobPtr &job);
    void checkThenWrite(const JobPtr &job);
    void prepareThenWrite(const JobPtr &job);
    void write(const JobPtr &job);
    [[nodiscard]] Result<http::Response> act(RequestState &state, store::Writer &writer) const;
    void revoke(const JobPtr &job, Error storage);
    [[nodiscard]] Result<std::optional<Revocation>> revocationOf(const JobPtr &job, Context &context) const;
    void writeLater(const Job &job, const identity::Denied &denied);
    void answer(const JobPtr &job, Result<http::Response> result);

    const Services &m_services;
    const Stages m_stages;
    RequestLimits &m_limits;
    RefusalLog &m_refusals;
};

}  // namespace castellan::api
