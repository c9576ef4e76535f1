// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/request_state.h"

namespace castellan::api {

/// What becomes of a refusal in the journal: an entry if the caller is known, a number otherwise, because anybody can
/// cause as many as they like. Thread-safe.
class RefusalLog {
public:
    explicit RefusalLog(const Services &services) : m_services(services) {}

    /// Of a request that reached the pipeline.
    void record(const RequestState &state, ErrorCode why);
    /// Of a connection, a request or an upgrade of an unknown client.
    void count(ErrorCode why, const http::Peer &peer);

private:
    void append(const RequestState &state, Event event, ErrorCode why);

    const Services &m_services;
};

}  // namespace castellan::api
