// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/request_limits.h"

namespace castellan::api {

/// Ends credentials that were sent in plain HTTP, where everyone on the path could read them: a session ends, a token
/// or key is disabled, so that its owner sees why.
class ExposedCredentials {
public:
    ExposedCredentials(const Services &services, RequestLimits &limits) : m_services(services), m_limits(limits) {}

    /// Denied in memory as soon as the store confirms that the credential is valid; revoked permanently as soon as that
    /// can be stored. On the I/O thread.
    void end(const http::Request &request);

private:
    void write(const identity::PresentedCredential &presented, const std::shared_ptr<const http::Request> &asked);

    const Services &m_services;
    RequestLimits &m_limits;
};

}  // namespace castellan::api
