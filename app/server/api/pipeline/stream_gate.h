// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/refusal_log.h"
#include "server/api/pipeline/request_limits.h"
#include "server/api/pipeline/router.h"
#include "server/http/application.h"
#include "server/stream/viewer.h"

#include <functional>

namespace castellan::api {

/// Admits upgrade requests to the live stream, and tells the stream which rows a credential may see.
class StreamGate final : public stream::Viewers {
public:
    using Decide = std::function<void(http::Upgrade)>;
    /// Serves `GET /api/v1/audit/stream`: called on the I/O thread, decides on any.
    using Door = std::function<void(http::Request, Decide)>;

    StreamGate(const Services &services, const Router &router, RequestLimits &limits, RefusalLog &refusals)
        : m_services(services), m_router(router), m_limits(limits), m_refusals(refusals)
    {
    }

    void open(Door door) { m_door = std::move(door); }
    /// On the I/O thread.
    void upgrade(http::Request request, Decide decide);
    static void refuse(const http::Request &request, const Error &error, const Decide &decide);

    // stream::Viewers
    void of(const http::Request &request, Answer answer) override;
    void recheck(const Digest &credential, const std::string &address, Answer answer) override;
    void observe(stream::RightsObserver *observer) override;

private:
    [[nodiscard]] Result<void> admitUpgrade(http::Request &request);
    [[nodiscard]] Result<void> limit(const http::Request &request);
    void load(const identity::PresentedCredential &presented, const http::Peer &from, Answer answer);

    const Services &m_services;
    const Router &m_router;
    RequestLimits &m_limits;
    RefusalLog &m_refusals;
    Door m_door;
};

}  // namespace castellan::api
