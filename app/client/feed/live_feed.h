// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/feed.h"
#include "core/clock.h"
#include "core/random.h"

#include <memory>

namespace castellan::client {

/// The feeds' times, one table. Tests shorten them.
struct FeedTiming {
    std::chrono::milliseconds paint{50};          ///< `arrived` at most this often
    std::chrono::milliseconds handshake{10'000};  ///< QWebSocket has no such deadline
    /// A server that announces another heartbeat would be given up too soon, or never.
    std::chrono::milliseconds heartbeatLeast{1'000};
    std::chrono::milliseconds heartbeatMost{60'000};
    std::chrono::milliseconds ackAfter{250};
    int ackBatches = 16;
    std::size_t ackBytes = 256 * 1024;
    std::chrono::milliseconds backOffFirst{1'000};
    std::chrono::milliseconds backOffMost{30'000};
    /// Interval of attempts to open the stream while polling instead.
    std::chrono::milliseconds streamAgain{60'000};
    std::chrono::milliseconds pollLeast{1'000};  ///< between two requests to one server
    std::chrono::milliseconds pollFocus{2'000};  ///< the source on screen
    int pollShare = 10;                          ///< in percent: time of requests to time between them
    /// Most of an answer this quick is the way to the server, not its work: pollShare doesn't hold for it.
    std::chrono::milliseconds pollQuick{300};
    std::chrono::milliseconds pollOverlap{30'000};
    std::chrono::milliseconds sourcesAgain{60'000};   ///< interval of reading the list of teams
    std::chrono::milliseconds refusedAgain{300'000};  ///< until a log that may not be read is asked for again
    int pageSize = 20;
    int firstPage = 200;  ///< rows of history to begin with
};

/// The feed of one server: by stream where its platform offers one, else (and while the stream can't be had) by
/// polling. The platform must outlive it.
[[nodiscard]] std::unique_ptr<Feed> makeFeed(Platform &platform, const Clock &clock, Random &random,
                                             FeedTiming timing = {});

}  // namespace castellan::client
