// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/stream/session.h"

#include <algorithm>

namespace castellan::stream {
namespace {

constexpr std::uint16_t policyViolation = 1008;
constexpr std::size_t mostEventWords = 64;
constexpr std::int64_t longestWaitMs = 1000;

}  // namespace

Session::Session(std::shared_ptr<Handler> handler, const HubLimits &limits, Tick now)
    : checkedAt(now), m_handler(std::move(handler)), m_limits(limits), m_filter{.viewer = *m_handler->viewer()},
      m_since(now), m_sentAt(now), m_batchAt(now)
{
    m_maxBatch = limits.batchEvents;
}

BatchLimits Session::batchLimits() const
{
    return {m_maxBatch, m_limits.batchBytes};
}

std::optional<Start> Session::hello(const records::StreamHello &hello, const store::PublicIds &ids)
{
    const auto wrong = [this](std::string why) -> std::optional<Start> {
        close(policyViolation, std::move(why));
        return std::nullopt;
    };
    m_filter.team.reset();
    m_filter.events.clear();
    const auto scope = hello.scope.value_or("platform");
    if (scope.starts_with("team:")) {
        m_filter.team = ids.decode<TeamId>(std::string_view(scope).substr(5));
        if (!m_filter.team)
            return wrong("scope: expected platform or team:<id>; no team has this id");
    } else if (scope != "platform") {
        return wrong("scope: expected platform or team:<id>");
    }
    if (hello.filter) {
        std::string_view rest = *hello.filter;
        while (!rest.empty()) {
            const auto comma = rest.find(',');
            const auto word = rest.substr(0, comma);
            rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
            if (!eventFromWord(word))
                return wrong("filter: expected event words with commas between");
            m_filter.events.emplace(word);
        }
        if (m_filter.events.size() > mostEventWords)
            return wrong("filter: expected at most 64 events");
    }
    if (hello.maxBatch && (*hello.maxBatch < 1 || *hello.maxBatch > std::int64_t(m_limits.batchEvents)))
        return wrong("maxBatch: expected 1 to " + std::to_string(m_limits.batchEvents));
    if (hello.maxWaitMs && (*hello.maxWaitMs < 0 || *hello.maxWaitMs > longestWaitMs))
        return wrong("maxWaitMs: expected 0 to " + std::to_string(longestWaitMs));
    m_maxBatch = std::size_t(hello.maxBatch.value_or(std::int64_t(m_limits.batchEvents)));
    m_maxWait = std::chrono::milliseconds(hello.maxWaitMs.value_or(0));
    Start start;
    if (hello.cursor) {
        start.cursor = Cursor::parse(*hello.cursor);
        if (!start.cursor) {
            const auto tail = parseTail(*hello.cursor, m_limits.tail);
            if (!tail)
                return wrong("cursor: expected EPOCH:SEQ:H8 or tail:0 to tail:" + std::to_string(m_limits.tail));
            start.tail = *tail;
        }
    }
    m_rights = m_filter.key();
    m_state = State::checking;
    m_unacked.clear();
    m_unackedBytes = 0;
    ++hellos;
    return start;
}

void Session::begin(std::int64_t from, const std::string &welcome, Tick now)
{
    told = scanned = from;
    fromRing = false;
    m_state = State::flowing;
    m_since = now;
    sendPlain(welcome, now);
}

void Session::ack(std::int64_t to, Tick)
{
    if (m_state != State::flowing)
        return;  // of the time before the last hello
    if (to > told) {
        close(policyViolation, "ack: expected at most the last batch's to");
        return;
    }
    while (!m_unacked.empty() && m_unacked.front().to <= to) {
        m_unackedBytes -= m_unacked.front().bytes;
        m_unacked.pop_front();
    }
}

bool Session::replaceViewer(const Viewer &viewer)
{
    const auto &old = m_filter.viewer;
    const bool all = viewer.admin || viewer.auditor;
    const bool less = !all && (old.admin || old.auditor || !std::ranges::includes(viewer.teams, old.teams));
    m_filter.viewer = viewer;
    m_rights = m_filter.key();
    return less;
}

bool Session::lacksItsTeam() const
{
    return m_filter.team && !m_filter.viewer.maySee(EventScope::team, m_filter.team);
}

bool Session::maySend(Tick now)
{
    if (m_state != State::flowing || rechecking || m_unackedBytes >= m_limits.window ||
        m_unacked.size() >= m_limits.windowBatches || now < m_batchAt + m_maxWait)
        return false;
    if (m_handler->pending() < m_limits.queued)
        return true;
    m_handler->tellWhenDrained();
    return m_handler->pending() < m_limits.queued;  // it may have been drained just before
}

void Session::sendBatch(const Batch &batch, Tick now)
{
    told = scanned = batch.to;
    place = batch.cursor;
    m_unacked.push_back({batch.to, batch.text->size(), now});
    m_unackedBytes += batch.text->size();
    m_sentAt = m_batchAt = now;
    m_handler->send(batch.text);
}

void Session::sendPlain(std::string text, Tick now)
{
    m_sentAt = now;
    m_handler->send(std::make_shared<const std::string>(std::move(text)));
}

void Session::close(std::uint16_t code, std::string reason)
{
    if (m_state == State::closed)
        return;
    m_state = State::closed;
    m_handler->close(code, std::move(reason));
}

bool Session::isLate(Tick now) const
{
    if (m_state == State::waiting)
        return now - m_since >= m_limits.helloDeadline;
    return m_state == State::flowing && !m_unacked.empty() && now - m_unacked.front().at >= m_limits.ackDeadline;
}

bool Session::isQuiet(Tick now) const
{
    return m_state == State::flowing && !rechecking && now - m_sentAt >= m_limits.heartbeat;
}

}  // namespace castellan::stream
