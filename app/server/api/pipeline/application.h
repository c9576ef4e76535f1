// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"
#include "server/api/pipeline/router.h"
#include "server/http/application.h"
#include "server/stream/viewer.h"

#include <atomic>
#include <functional>
#include <memory>

namespace castellan::api {

/// What the HTTP engine serves: finds the route, asks who it is and whether they may, runs the handler where it
/// belongs.
class Application final : public http::Application, public stream::Viewers {
public:
    /// Serves `GET /api/v1/audit/stream`: is asked on the I/O thread and decides on any.
    using StreamDoor = std::function<void(http::Request, std::function<void(http::Upgrade)>)>;

    Application(Services services, Router router);

    void openStream(StreamDoor door) { m_streamDoor = std::move(door); }
    /// No new work from now on; what runs ends.
    void stop() { m_stopping = true; }

    // http::Application
    [[nodiscard]] std::size_t bodyLimit(http::Method method, std::string_view path) const override;
    void handle(http::Request request, http::Reply reply) override;
    void upgrade(http::Request request, std::function<void(http::Upgrade)> decide) override;
    [[nodiscard]] bool allowsOrigin(std::string_view origin) const override;
    [[nodiscard]] bool wantsXssBlock() const override;
    [[nodiscard]] bool isTrustedProxy(std::string_view address) const override;
    void refused(ErrorCode why, const http::Peer &peer) override;

    /// Ends the session, or disables the token or key, that a request showed in plain HTTP. On the I/O thread.
    void endExposed(const http::Request &request);

    // stream::Viewers
    void of(const http::Request &request, Answer answer) override;
    void recheck(const Digest &credential, const std::string &address, Answer answer) override;
    void observe(stream::RightsObserver *observer) override;

    [[nodiscard]] const Services &services() const { return m_services; }

private:
    struct Job;
    using JobPtr = std::shared_ptr<Job>;

    [[nodiscard]] std::optional<Error> admit(http::Request &request) const;
    [[nodiscard]] Result<void> checkNetwork(const http::Peer &peer) const;
    [[nodiscard]] Result<void> limitStranger(const JobPtr &job) const;
    [[nodiscard]] Result<void> limitAddress(const http::Request &request, bool presented) const;
    void countWrongCredential(const http::Peer &peer) const;
    [[nodiscard]] Result<void> limitCaller(const JobPtr &job) const;
    [[nodiscard]] Result<void> limitPrincipal(const identity::Principal &caller) const;
    [[nodiscard]] Result<void> limitUpgrade(const http::Request &request) const;
    void start(const JobPtr &job);
    void runHere(const JobPtr &job);
    void runOnReader(const JobPtr &job);
    void checkThenWrite(const JobPtr &job);
    void prepareThenWrite(const JobPtr &job);
    void write(const JobPtr &job);
    [[nodiscard]] Result<http::Response> act(const JobPtr &job, store::Writer &writer);
    [[nodiscard]] Result<void> identifyCaller(const JobPtr &job, Context &context, store::Reader &reader);
    [[nodiscard]] Result<void> identify(const JobPtr &job, Context &context, store::Reader &reader);
    void answer(const JobPtr &job, Result<http::Response> result);
    void recordRefusal(const Job &job, ErrorCode why);
    void recordRefusedAct(const Job &job, Event event, ErrorCode why);
    void revoke(const JobPtr &job, Error storage);
    void writeLater(const Job &job, const identity::Denied &denied);
    void endExposed(const identity::PresentedCredential &shown, const std::shared_ptr<const http::Request> &asked);
    void viewerOf(const identity::PresentedCredential &presented, const http::Peer &from, Answer answer);

    const Services m_services;
    const Router m_router;
    StreamDoor m_streamDoor;
    std::atomic<bool> m_stopping{false};
};

}  // namespace castellan::api
