// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/request_state.h"

namespace castellan::api {

/// Journals refusals: as an entry if the caller is known, else as a count, because anonymous clients can cause any
/// number. Thread-safe.
class RefusalLog {
public:
    explicit RefusalLog(const Services &services) : m_services(services) {}

    /// Records the refusal of a request that reached the pipeline.
    void record(const RequestState &state, ErrorCode why);
    /// Counts the refusal of a connection, a request or an upgrade of an unknown client.
    void count(ErrorCode why, const http::Peer &peer);

private:
    void append(const RequestState &state, Event event, ErrorCode why);

    const Services &m_services;
};

}  // namespace castellan::api
