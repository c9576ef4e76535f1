// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/http_server.h"
#include "server/stream/hub.h"
#include "tests/server/journal/journal_folder.h"

#include <map>
#include <memory>
#include <mutex>

namespace castellan::test {

/// Rights by token; notifies the hub of changes that a test makes.
class TestViewers final : public stream::Viewers {
public:
    void set(const std::string &token, stream::Viewer viewer);
    void changeRights(const std::string &token, stream::Viewer viewer);
    void end(const std::string &token);
    /// Ends the credential without notifying the hub.
    void endSilently(const std::string &token);

    void of(const http::Request &request, Answer answer) override;
    void recheck(const Digest &credential, const std::string &address, Answer answer) override;
    void observe(stream::RightsObserver *observer) override;

private:
    std::mutex m_mutex;
    std::map<std::string, stream::Viewer> m_viewers;
    stream::RightsObserver *m_observer = nullptr;
};

/// Store, journal, hub and HTTP engine of the server, with rights that the test sets.
class HubBench final : public JournalFolder, public http::Application {
public:
    explicit HubBench(stream::HubLimits limits = {});
    ~HubBench() override;

    [[nodiscard]] Result<void> start();
    void stop();
    /// Writes `count` rows in one act; `body` bytes of text each.
    [[nodiscard]] Result<void> happen(int count, Event event = Event::account_login, std::int64_t scope = 1,
                                      std::size_t body = 0)
    {
        return JournalFolder::happen(count, event, scope, body);
    }
    /// Deletes the rows up to `seq`, as retention does: the anchor of the chain moves.
    [[nodiscard]] Result<void> forgetUpTo(std::int64_t seq);
    [[nodiscard]] std::string url() const { return "ws://127.0.0.1:" + std::to_string(port) + "/stream"; }
    [[nodiscard]] std::string teamId(TeamId team) const;
    [[nodiscard]] std::int64_t head() const { return journal->head().seq; }

    // http::Application
    [[nodiscard]] http::BodySize bodySize(http::Request &) const override { return http::BodySize::none; }
    void handle(http::Request request, http::Reply reply) override;
    void upgrade(http::Request request, std::function<void(http::Upgrade)> decide) override;
    void refused(ErrorCode, const http::Peer &) override {}

    stream::HubLimits limits;
    TestViewers viewers;
    std::unique_ptr<stream::Hub> hub;
    std::unique_ptr<http::HttpServer> http;
    std::uint16_t port = 0;
};

[[nodiscard]] stream::Viewer administrator(UserId user = UserId(1));
[[nodiscard]] stream::Viewer ownerOf(std::vector<TeamId> teams, UserId user = UserId(2));

}  // namespace castellan::test
