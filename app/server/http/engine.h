// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/admission.h"
#include "server/http/connections.h"
#include "server/http/request_guard.h"
#include "server/http/response_writer.h"

#include <array>

namespace castellan::http {

/// Shared by all connections of one server. I/O thread only.
struct Engine {
    Engine(Executor executor_, const Listen &listen, const Limits &limits_, Application &application_,
           const Clock &clock_, Random &random, Log &log_, std::uint16_t port)
        : executor(std::move(executor_)), limits(limits_), application(application_), clock(clock_), log(log_),
          admission(limits_), guard(listen, port, application_), writer(clock_, listen.encrypts()),
          m_idPrefix(random.word(10))
    {
    }

    /// Unique in this run and, by its random beginning, among all runs.
    [[nodiscard]] std::string nextRequestId() { return m_idPrefix + '-' + std::to_string(++m_requests); }
    /// Logs an internal error that a request met.
    void logFault(std::string_view requestId, std::string_view message) const
    {
        log.write({LogLevel::error, "http", message, requestId});
    }

    Executor executor;
    const Limits &limits;
    Application &application;
    const Clock &clock;
    Log &log;
    Admission admission;
    Connections connections;
    RequestGuard guard;
    ResponseWriter writer;
    bool draining = false;
    /// A buffer for bytes that are read only to be discarded.
    std::array<char, 64 * 1024> discarded{};

private:
    std::string m_idPrefix;
    std::uint64_t m_requests = 0;
};

}  // namespace castellan::http
