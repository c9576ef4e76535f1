// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "server/http/http_server.h"

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace castellan::http::test {

/// A small application that echoes the requests of the engine, and misbehaves on request.
class TestApplication final : public Application {
public:
    ~TestApplication() override;

    [[nodiscard]] BodySize bodySize(Request &request) const override;
    [[nodiscard]] bool knowsCaller(const Request &request) const override { return request.path != "/unknown"; }
    void handle(Request request, Reply reply) override;
    void upgrade(Request request, std::function<void(Upgrade)> decide) override;
    [[nodiscard]] bool isTrustedProxy(std::string_view address) const override { return address == proxy; }
    void refused(ErrorCode why, const Peer &peer) override;

    /// Requests that the engine refused since the last call, with the client's address.
    [[nodiscard]] std::vector<std::pair<ErrorCode, std::string>> takeRefused();

    /// Replies to `/hold` that wait, oldest first.
    [[nodiscard]] std::vector<Reply> takeHeld();
    [[nodiscard]] std::size_t heldCount();
    /// Ends of WebSockets, in the order in which they were told.
    [[nodiscard]] std::vector<std::uint16_t> closeCodes();
    void addCloseCode(std::uint16_t code);

    std::string proxy;  ///< to be set before the first connection
    std::atomic<std::size_t> handled{0};
    std::atomic<std::size_t> socketsOpened{0};

private:
    std::mutex m_mutex;
    std::vector<Reply> m_held;
    std::vector<std::thread> m_threads;
    std::vector<std::uint16_t> m_closeCodes;
    std::vector<std::pair<ErrorCode, std::string>> m_refused;
};

/// Wall clock of the system.
[[nodiscard]] Clock &systemClock();

/// Listen for 127.0.0.1, any port, nothing else.
[[nodiscard]] Listen plainListen();

}  // namespace castellan::http::test
