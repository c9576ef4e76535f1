// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/stream/batch.h"

#include "server/journal/entry_text.h"
#include "server/stream/cursor.h"

namespace castellan::stream {

EncodedRow encodedRow(const journal::JournalRow &row, const store::PublicIds &ids)
{
    EncodedRow out{row.seq, row.epoch, row.chain, row.scope, row.scopeUser, row.scopeTeam, row.event, {}};
    journal::appendEntryText(out.text, row, ids);
    out.text.shrink_to_fit();
    return out;
}

bool Filter::passes(const EncodedRow &event) const
{
    const bool own = event.scopeUser && viewer.subscriber == Subscriber(*event.scopeUser);
    if (!own && !viewer.maySee(event.scope, event.scopeTeam))
        return false;
    if (team && event.scopeTeam != team)
        return false;
    return events.empty() || events.contains(event.event);
}

std::string Filter::key() const
{
    std::string out;
    if (viewer.admin || viewer.auditor) {
        out = "*";
    } else {
        const auto *user = std::get_if<UserId>(&viewer.subscriber);
        out = user != nullptr ? "user " + to_string(*user) : "key " + to_string(std::get<KeyId>(viewer.subscriber));
        for (const auto id : viewer.teams)
            out += ',' + to_string(id);
    }
    if (team)
        out += '@' + to_string(*team);
    for (const auto &word : events)
        out += '|' + word;
    return out;
}

Batch makeBatch(std::span<const EncodedRow *const> events, const Filter &filter, std::int64_t from,
                const BatchLimits &limits, bool always)
{
    Batch out;
    std::string list;
    std::size_t count = 0;
    const EncodedRow *last = nullptr;
    for (const auto *event : events) {
        if (filter.passes(*event)) {
            if (count == limits.events || (count > 0 && list.size() + event->text.size() > limits.bytes))
                break;
            if (count++ > 0)
                list += ',';
            list += event->text;
        }
        last = event;
    }
    if (last == nullptr)
        return out;
    out.to = last->seq;
    if (count == 0 && !always)
        return out;
    out.cursor = cursorText(last->epoch, last->seq, last->chain);
    auto text = std::make_shared<std::string>();
    text->reserve(list.size() + 160);
    *text += R"({"type":"batch","from":)" + std::to_string(from) + R"(,"to":)" + std::to_string(out.to) +
             R"(,"cursor":")" + out.cursor + R"(","events":[)";
    *text += list;
    *text += "]}";
    out.text = std::move(text);
    return out;
}

void Ring::push(EncodedRow event)
{
    // The rows before an erasure are read from the journal from now on: here they are encoded with what was erased.
    if (event.event == kindOf(Event::platform_person_erased).word ||
        event.event == kindOf(Event::platform_journal_emptied).word)
        clear();
    if (!m_events.empty() && event.seq != m_events.back().seq + 1)
        clear();
    m_bytes += event.text.size() + sizeof(EncodedRow);
    m_events.push_back(std::move(event));
    while (m_events.size() > m_mostEvents || (m_bytes > m_mostBytes && m_events.size() > 1)) {
        m_bytes -= m_events.front().text.size() + sizeof(EncodedRow);
        m_events.pop_front();
    }
}

void Ring::clear()
{
    m_events.clear();
    m_bytes = 0;
}

bool Ring::continues(std::int64_t seq) const
{
    return !m_events.empty() && seq + 1 >= m_events.front().seq && seq < m_events.back().seq;
}

std::vector<const EncodedRow *> Ring::after(std::int64_t seq, std::size_t count) const
{
    std::vector<const EncodedRow *> out;
    const auto first = std::size_t(seq + 1 - m_events.front().seq);
    for (std::size_t i = first; i < m_events.size() && out.size() < count; ++i)
        out.push_back(&m_events[i]);
    return out;
}

}  // namespace castellan::stream
