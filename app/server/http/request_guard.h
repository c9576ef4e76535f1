// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/http_server.h"
#include "server/http/refusal.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::http {

/// The checks that every request has to pass before it is routed.
class RequestGuard {
public:
    RequestGuard(const Listen &listen, std::uint16_t port, const Application &application)
        : m_listen(listen), m_port(port), m_application(application)
    {
    }

    /// The launch key, the host, the origin, in this order. `certificateNames` are those of the listener's certificate.
    [[nodiscard]] std::optional<Refusal> refuse(const Request &request,
                                                const std::vector<std::string> &certificateNames) const;
    /// A body must be JSON, as it is.
    [[nodiscard]] static std::optional<Refusal> refuseBody(const Request &request);
    /// The request's origin if it is an allowed one, else empty.
    [[nodiscard]] std::string allowedOrigin(const Request &request) const;

private:
    [[nodiscard]] bool knowsLaunchKey(const Request &request) const;
    [[nodiscard]] bool isHostOfOurs(std::string_view authority, const std::vector<std::string> &certificateNames) const;
    [[nodiscard]] bool isFromElsewhere(const Request &request) const;

    const Listen &m_listen;
    std::uint16_t m_port;
    const Application &m_application;
};

}  // namespace castellan::http
