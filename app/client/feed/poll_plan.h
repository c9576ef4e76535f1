// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/feed/live_feed.h"

#include <optional>
#include <vector>

namespace castellan::client {

/// Which source to ask next, and when: at most one request a second, requests to a slow server at most a tenth of the
/// time, the source on screen every two seconds, the others in turn. Knows no timers and no network.
class PollPlan {
public:
    explicit PollPlan(const FeedTiming &timing) : m_timing(timing) {}

    /// Keeps what is known of sources that stay.
    void setSources(const std::vector<AuditSource> &sources);
    void setFocus(const AuditSource &source) { m_focus = source; }

    void began(Tick now) { m_began = now; }
    /// The response to the last request came, and the server took this long for it; requests of every kind count.
    /// The program's own time doesn't: a busy window would slow the polling of a fast server.
    void answered(std::chrono::milliseconds answer);
    /// The source was asked with the request that began last, and needs no more.
    void checked(const AuditSource &source);

    /// From the beginning of one request to that of the next.
    [[nodiscard]] std::chrono::milliseconds spacing() const;
    /// How often the source on screen is asked.
    [[nodiscard]] std::chrono::milliseconds focusInterval() const;
    /// Until a request is allowed at all; 0: now.
    [[nodiscard]] std::chrono::milliseconds rest(Tick now) const;
    struct Turn {
        AuditSource source;
        std::chrono::milliseconds wait{0};
    };
    /// None if there is nothing to ask.
    [[nodiscard]] std::optional<Turn> next(Tick now) const;

private:
    struct Source {
        AuditSource source;
        std::optional<Tick> checked;
    };

    FeedTiming m_timing;
    std::vector<Source> m_sources;
    AuditSource m_focus;
    std::optional<AuditSource> m_last;
    std::optional<Tick> m_began;
    std::chrono::duration<double, std::milli> m_answerTime{0};
    std::optional<std::chrono::milliseconds> m_lastAnswer;
};

}  // namespace castellan::client
