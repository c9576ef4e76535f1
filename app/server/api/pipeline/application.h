// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/exposed_credentials.h"
#include "server/api/pipeline/refusal_log.h"
#include "server/api/pipeline/request_limits.h"
#include "server/api/pipeline/request_pipeline.h"
#include "server/api/pipeline/stream_gate.h"
#include "server/http/application.h"

#include <atomic>

namespace castellan::api {

/// The API as the HTTP engine sees it: the composition of the pipeline's parts.
class Application final : public http::Application {
public:
    Application(Services services, Router router);

    /// Serves upgrades to the live stream; without one there is none.
    void openStream(StreamGate::Door door) { m_gate.open(std::move(door)); }
    [[nodiscard]] stream::Viewers &viewers() { return m_gate; }
    /// Ends the credential of a request that came in plain HTTP. On the I/O thread.
    void endExposed(const http::Request &request);
    /// No new work from now on; what runs ends.
    void stop() { m_stopping = true; }

    // http::Application
    [[nodiscard]] http::BodySize bodySize(http::Request &request) const override;
    [[nodiscard]] bool knowsCaller(const http::Request &request) const override;
    void handle(http::Request request, http::Reply reply) override;
    void upgrade(http::Request request, std::function<void(http::Upgrade)> decide) override;
    [[nodiscard]] bool allowsOrigin(std::string_view origin) const override;
    [[nodiscard]] bool wantsXssBlock() const override;
    [[nodiscard]] bool isTrustedProxy(std::string_view address) const override;
    void refused(ErrorCode why, const http::Peer &peer) override { m_refusals.count(why, peer); }

    [[nodiscard]] const Services &services() const { return m_services; }

private:
    const Services m_services;
    const Router m_router;
    RequestLimits m_limits;
    RefusalLog m_refusals;
    RequestPipeline m_pipeline;
    StreamGate m_gate;
    ExposedCredentials m_exposed;
    std::atomic<bool> m_stopping{false};
};

}  // namespace castellan::api
