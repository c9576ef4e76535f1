// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/audit_log/event_facets.h"

#include <QTimerEvent>

#include <algorithm>

namespace castellan::ui {
namespace {

constexpr qsizetype sliceSize = 4'000;
constexpr int tellEvery = 250;  // ms

QString valueOf(const client::EventStore &store, client::EventRow row, EventFacets::Facet facet)
{
    switch (facet) {
    case EventFacets::Outcome:
        return client::outcomeWordOf(store.outcome(row));
    case EventFacets::Event:
        return store.text(row, client::EventColumn::event);
    case EventFacets::Actor:
        return store.text(row, client::EventColumn::actor);
    case EventFacets::Server:
        return store.text(row, client::EventColumn::server);
    case EventFacets::FacetCount:
        break;
    }
    return {};
}

QString labelOf(EventFacets::Facet facet, const QString &value)
{
    if (facet != EventFacets::Outcome)
        return value;
    for (const auto outcome : {client::RowOutcome::success, client::RowOutcome::refused, client::RowOutcome::failed})
        if (client::outcomeWordOf(outcome) == value)
            return client::outcomeText(outcome);
    return value;
}

}  // namespace

EventFacets::EventFacets(client::EventView &all, QObject *parent) : QObject(parent), m_all(all)
{
    connect(&all, &client::EventView::aboutToInsert, this, [this](qsizetype first, qsizetype last) {
        m_insertFirst = first;
        m_insertLast = last;
    });
    connect(&all, &client::EventView::inserted, this, [this] {
        // Rows behind the slice that is next will be met by it.
        if (m_insertFirst <= m_countedTo) {
            count(m_insertFirst, m_insertLast, +1);
            m_countedTo += m_insertLast - m_insertFirst + 1;
        } else if (!m_slices.isActive()) {
            m_slices.start(0, this);
        }
    });
    connect(&all, &client::EventView::aboutToRemove, this, [this](qsizetype first, qsizetype last) {
        const auto counted = std::min(last, m_countedTo - 1);
        if (counted < first)
            return;
        count(first, counted, -1);
        m_countedTo -= counted - first + 1;
    });
    connect(&all, &client::EventView::wasReset, this, &EventFacets::recount);
    connect(&all, &client::EventView::relabelled, this, &EventFacets::recount);
    recount();
}

client::FilterKey EventFacets::keyOf(Facet facet)
{
    switch (facet) {
    case Outcome:
        return client::FilterKey::outcome;
    case Event:
        return client::FilterKey::event;
    case Actor:
        return client::FilterKey::actor;
    case Server:
        return client::FilterKey::server;
    case FacetCount:
        break;
    }
    return client::FilterKey::text;
}

void EventFacets::recount()
{
    for (auto &counts : m_counts)
        counts.clear();
    m_countedTo = 0;
    m_slices.start(0, this);
    tell();
}

void EventFacets::count(qsizetype first, qsizetype last, int sign)
{
    const auto &store = m_all.store();
    const auto add = [sign](QHash<QString, qint64> &counts, const QString &value) {
        auto &n = counts[value];
        n += sign;
        if (n <= 0)
            counts.remove(value);
    };
    for (auto position = first; position <= last; ++position) {
        const auto row = m_all.at(position);
        if (store.kind(row) == client::RowKind::gap)
            continue;
        for (int facet = 0; facet < FacetCount; ++facet) {
            auto &counts = m_counts[std::size_t(facet)];
            const auto value = valueOf(store, row, Facet(facet));
            // An act that is in several logs counts for the word of each.
            if (facet == Event && value.contains(u", ")) {
                for (const auto &part : client::partsOf(value))
                    add(counts, part);
            } else if (!value.isEmpty()) {
                add(counts, value);
            }
        }
    }
    tell();
}

void EventFacets::tell()
{
    if (!m_telling.isActive())
        m_telling.start(tellEvery, this);
}

void EventFacets::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_telling.timerId()) {
        m_telling.stop();
        Q_EMIT changed();
        return;
    }
    const auto end = std::min(m_all.size(), m_countedTo + sliceSize);
    if (m_countedTo < end) {
        const auto first = m_countedTo;
        m_countedTo = end;
        count(first, end - 1, +1);
    }
    if (m_countedTo >= m_all.size())
        m_slices.stop();
}

std::vector<EventFacets::Count> EventFacets::top(Facet facet, int most) const
{
    std::vector<Count> out;
    const auto &counts = m_counts[std::size_t(facet)];
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        out.push_back({it.key(), labelOf(facet, it.key()), it.value()});
    std::ranges::sort(
        out, [](const Count &a, const Count &b) { return a.count != b.count ? a.count > b.count : a.label < b.label; });
    if (int(out.size()) > most)
        out.resize(std::size_t(most));
    return out;
}

}  // namespace castellan::ui
