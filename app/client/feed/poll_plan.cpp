// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/feed/poll_plan.h"

#include <algorithm>

namespace castellan::client {

using std::chrono::milliseconds;

void PollPlan::setSources(const std::vector<AuditSource> &sources)
{
    std::vector<Source> fresh;
    for (const auto &source : sources) {
        const auto known = std::ranges::find(m_sources, source, &Source::source);
        fresh.push_back(known == m_sources.end() ? Source{source, std::nullopt} : *known);
    }
    m_sources = std::move(fresh);
}

void PollPlan::answered(milliseconds answer)
{
    const std::chrono::duration<double, std::milli> took = answer;
    const auto mean = m_lastAnswer ? m_answerTime * 0.7 + took * 0.3 : took;
    // The second slow response in a row widens the spacing at once; faster ones narrow it only after several.
    m_answerTime = m_lastAnswer > m_timing.pollQuick ? std::max(took, mean) : mean;
    m_lastAnswer = answer;
}

void PollPlan::checked(const AuditSource &source)
{
    m_last = source;
    if (const auto it = std::ranges::find(m_sources, source, &Source::source); it != m_sources.end())
        it->checked = m_began;
}

milliseconds PollPlan::spacing() const
{
    if (m_answerTime <= m_timing.pollQuick)
        return m_timing.pollLeast;
    const auto share = std::chrono::ceil<milliseconds>(m_answerTime * (100.0 / m_timing.pollShare));
    return std::max(m_timing.pollLeast, share);
}

milliseconds PollPlan::focusInterval() const
{
    // With other sources, every second request is for one of them.
    return std::max(m_timing.pollFocus, m_sources.size() > 1 ? spacing() * 2 : spacing());
}

milliseconds PollPlan::rest(Tick now) const
{
    if (!m_began)
        return milliseconds(0);
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(*m_began + spacing() - now));
}

std::optional<PollPlan::Turn> PollPlan::next(Tick now) const
{
    if (m_sources.empty())
        return std::nullopt;
    const auto pause = rest(now);
    const auto focus = std::ranges::find(m_sources, m_focus, &Source::source);
    const Source *oldest = nullptr;
    for (auto it = m_sources.begin(); it != m_sources.end(); ++it)
        if (it != focus && (oldest == nullptr || (it->checked && !oldest->checked ? false
                                                  : !it->checked                  ? oldest->checked.has_value()
                                                                                  : *it->checked < *oldest->checked)))
            oldest = &*it;
    if (focus == m_sources.end())
        return Turn{oldest->source, pause};
    const auto due =
        focus->checked ? std::chrono::ceil<milliseconds>(*focus->checked + m_timing.pollFocus - now) : milliseconds(0);
    if (oldest == nullptr)
        return Turn{focus->source, std::max(pause, due)};
    // Other sources are polled between two turns of the focused one, and instead of it only if it had the last turn.
    if (m_last == focus->source || due > pause)
        return Turn{oldest->source, pause};
    return Turn{focus->source, pause};
}

}  // namespace castellan::client
