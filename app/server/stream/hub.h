// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/application.h"
#include "server/journal/journal.h"
#include "server/stream/viewer.h"

#include <chrono>
#include <functional>
#include <memory>

namespace castellan::stream {

/// The live stream's limits, one table.
struct HubLimits {
    std::size_t ringEvents = 65'536;
    std::size_t ringBytes = 48 * 1024 * 1024;
    std::chrono::milliseconds batchWait{20};
    std::size_t batchEvents = 500;
    std::size_t batchBytes = 192 * 1024;
    std::size_t window = 4 * 1024 * 1024;  ///< sent and not acknowledged
    std::size_t windowBatches = 4096;
    std::size_t queued = 512 * 1024;  ///< of it not yet taken by the socket
    std::int64_t readRows = 1000;     ///< of the journal at a time
    std::int64_t tail = 1000;
    std::chrono::milliseconds heartbeat{10'000};
    std::chrono::milliseconds helloDeadline{10'000};
    std::chrono::milliseconds ackDeadline{30'000};
    /// Rights are rechecked this often even without a notification.
    std::chrono::milliseconds recheck{30'000};
    std::size_t perUser = 10;
    std::size_t perAddress = 20;
    std::size_t total = 1000;
};

/// The live stream (`GET /api/v1/audit/stream`, subprotocol audit.v1.json). The journal is the source: a subscriber is
/// a filter and a position in it. At the head it is fed from the newest rows in memory; behind them the journal is read
/// at the pace of its acknowledgements. A slow subscriber loses nothing. Has a thread of its own.
class Hub final : public RightsObserver {
public:
    /// All must outlive it. Registers with the journal and the viewers at start().
    Hub(store::Store &store, journal::Journal &journal, Viewers &viewers, HubLimits limits = {});
    ~Hub() override;  // stops
    Hub(const Hub &) = delete;
    Hub &operator=(const Hub &) = delete;

    void start();
    /// Closes every stream with 1012; idempotent. Before the HTTP server and the store.
    void stop();

    /// Decides on an upgrade request. Refusals that a client must tell apart are close codes after the upgrade.
    void serve(const http::Request &request, std::function<void(http::Upgrade)> decide);

    // RightsObserver
    void credentialEnded(const Digest &credential) override;
    void credentialRenewed(const Digest &old, const Digest &fresh) override;
    void rightsChanged(const Subscriber &subscriber) override;
    void policyChanged() override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace castellan::stream
