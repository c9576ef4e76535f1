// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/request_limits.h"
#include "server/api/pipeline/request_state.h"

#include <array>

namespace castellan::api {

/// One run over the list of stages.
enum class Phase : std::uint8_t {
    arrival = 1,  ///< on the I/O thread, from caches alone
    memory = 2,   ///< on the I/O thread: a handler that needs no storage
    read = 4,     ///< on a reader thread: a handler that reads
    check = 8,    ///< on a reader thread, before a write is prepared
    write = 16,   ///< in the write transaction: all that `check` runs once more, then the handler
    revoke = 32,  ///< on a reader thread, while the store can't be written
};

/// The checks that every request must pass, in one order. RequestPipeline decides which thread runs a phase.
class Stages {
public:
    Stages(const Services &services, const Router &router, RequestLimits &limits)
        : m_services(services), m_router(router), m_limits(limits)
    {
    }

    /// Runs the phase's stages until one refuses or answers. Nothing: all stages passed without an answer.
    [[nodiscard]] Result<std::optional<http::Response>> run(Phase phase, RequestState &state, Context &context) const;
    [[nodiscard]] Result<std::optional<http::Response>> write(RequestState &state, WriteContext &context) const;

private:
    struct Attempt {
        Phase phase = Phase::arrival;
        RequestState &state;
        Context &context;
        WriteContext *act = nullptr;  ///< in Phase::write
        std::optional<http::Response> answer = {};
    };
    struct Stage {
        std::string_view name;
        Result<void> (Stages::*ask)(Attempt &) const;
        unsigned phases;
    };
    static const std::array<Stage, 13> list;

    [[nodiscard]] Result<std::optional<http::Response>> run(Attempt attempt) const;

    [[nodiscard]] Result<void> network(Attempt &attempt) const;
    [[nodiscard]] Result<void> match(Attempt &attempt) const;
    [[nodiscard]] Result<void> limitRoute(Attempt &attempt) const;
    [[nodiscard]] Result<void> readCredential(Attempt &attempt) const;
    [[nodiscard]] Result<void> limitArrival(Attempt &attempt) const;
    [[nodiscard]] Result<void> identify(Attempt &attempt) const;
    [[nodiscard]] Result<void> addressOfKey(Attempt &attempt) const;
    [[nodiscard]] Result<void> limitCaller(Attempt &attempt) const;
    [[nodiscard]] Result<void> csrf(Attempt &attempt) const;
    [[nodiscard]] Result<void> repetition(Attempt &attempt) const;
    [[nodiscard]] Result<void> completeness(Attempt &attempt) const;
    [[nodiscard]] Result<void> authorisation(Attempt &attempt) const;
    [[nodiscard]] Result<void> handler(Attempt &attempt) const;

    [[nodiscard]] Result<identity::PrincipalPtr> callerOf(const Attempt &attempt) const;
    [[nodiscard]] Result<http::Response> act(const RequestState &state, WriteContext &context) const;

    const Services &m_services;
    const Router &m_router;
    RequestLimits &m_limits;
};

}  // namespace castellan::api
