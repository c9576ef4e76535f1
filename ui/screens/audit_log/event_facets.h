// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/events/event_view.h"

#include <QBasicTimer>
#include <QHash>
#include <QObject>

#include <vector>

namespace castellan::ui {

/// How often each value occurs among the events of an unfiltered view. Counts grow with what comes in; after a reset
/// they are taken anew in slices, so that the window never waits for them.
class EventFacets : public QObject {
    Q_OBJECT
public:
    enum Facet { Outcome, Event, Actor, Server, FacetCount };

    struct Count {
        QString value;  ///< as written in a filter
        QString label;  ///< as shown
        qint64 count = 0;
    };

    /// `all` must have no filter.
    explicit EventFacets(client::EventView &all, QObject *parent = nullptr);

    /// The most frequent values first; outcomes in their fixed order.
    [[nodiscard]] std::vector<Count> top(Facet facet, int most) const;
    [[nodiscard]] int distinct(Facet facet) const { return int(m_counts[std::size_t(facet)].size()); }
    [[nodiscard]] static client::FilterKey keyOf(Facet facet);

Q_SIGNALS:
    /// At most four times a second.
    void changed();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void recount();
    void count(qsizetype first, qsizetype last, int sign);
    void tell();

    client::EventView &m_all;
    std::array<QHash<QString, qint64>, FacetCount> m_counts;
    qsizetype m_countedTo = 0;  ///< rows before are counted
    qsizetype m_insertFirst = 0;
    qsizetype m_insertLast = -1;
    QBasicTimer m_slices;
    QBasicTimer m_telling;
};

}  // namespace castellan::ui
