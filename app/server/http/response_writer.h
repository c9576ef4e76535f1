// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "server/http/message.h"

#include <string>
#include <string_view>

namespace castellan::http {

/// Turns answers into bytes (HTTP/1.1, RFC 9112). One for each listener, on its I/O thread.
class ResponseWriter {
public:
    ResponseWriter(const Clock &clock, bool tls) : m_clock(clock), m_tls(tls) {}

    struct Frame {
        std::string_view requestId;
        /// Echoed in Access-Control-Allow-Origin; empty if the request came from no (allowed) page.
        std::string_view origin = {};
        bool xssBlock = false;
        bool keepAlive = true;
        bool http10 = false;
        bool headOnly = false;
    };

    /// False, and `out` is untouched, if the response has a header that can't be sent as one line.
    [[nodiscard]] bool write(const Response &response, const Frame &frame, std::string &out);

private:
    std::string_view date();

    const Clock &m_clock;
    bool m_tls;
    std::chrono::sys_seconds m_dateOf{};
    std::string m_date;
};

}  // namespace castellan::http
