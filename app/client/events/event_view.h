// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/events/event_store.h"
#include "client/events/filter.h"
#include "core/clock.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace castellan::client {

/// The rows of an EventStore that pass a filter, oldest first, newest last. Made to stand behind a QAbstractItemModel:
/// the signals come in pairs that map to begin…/end… one to one, and positions are the model's row numbers.
///
/// New events cost their own filtering only. A new filter over a large store runs on a worker; until it is done the
/// rows of the last good filter stay. While frozen, new events are held back and counted.
class EventView : public QObject {
    Q_OBJECT
public:
    EventView(EventStore &store, const Clock &clock, QObject *parent = nullptr);
    ~EventView() override;

    [[nodiscard]] EventStore &store() const { return m_store; }
    [[nodiscard]] qsizetype size() const { return qsizetype(m_rows.size()); }
    [[nodiscard]] EventRow at(qsizetype position) const { return m_rows[std::size_t(position)]; }
    /// Where the row is shown; -1 if it is not.
    [[nodiscard]] qsizetype positionOf(EventRow row) const;
    /// Rows that the filter looks at: "214 of 12,480".
    [[nodiscard]] qsizetype considered() const;

    /// Of one server only; empty: of all, merged by time.
    void setServer(const QString &serverId);
    [[nodiscard]] QString server() const { return m_server; }

    /// False if the text is no filter: error() says why, and the last good result stays.
    bool setFilter(const QString &text);
    [[nodiscard]] QString filterText() const { return m_filterText; }
    [[nodiscard]] const Filter &filter() const { return m_filter; }
    [[nodiscard]] const std::optional<FilterError> &error() const { return m_error; }
    /// A worker is filtering.
    [[nodiscard]] bool isFiltering() const { return m_running != nullptr; }
    /// For dates without a zone in filters; the system's unless told.
    void setZone(const QTimeZone &zone) { m_zone = zone; }

    /// Frozen: what comes in is kept by the store and counted here, not shown, by no filter that is set meanwhile
    /// either. Thawing shows it.
    void setFrozen(bool frozen);
    [[nodiscard]] bool isFrozen() const { return m_frozen; }
    /// How many of the rows that came in while frozen pass the filter.
    [[nodiscard]] qsizetype heldBack() const { return qsizetype(m_heldBack.size()); }
    /// Hides everything up to now (nothing is lost); showAgain undoes it.
    void clear();
    void showAgain();

    /// Stores of fewer rows are filtered at once, in this thread.
    void setWorkerThreshold(qsizetype rows) { m_threshold = rows; }

Q_SIGNALS:
    void aboutToInsert(qsizetype first, qsizetype last);
    void inserted();
    void aboutToRemove(qsizetype first, qsizetype last);
    void removed();
    void aboutToReset();
    void wasReset();
    /// Texts of shown rows changed.
    void relabelled();
    void heldBackChanged();
    void filterChanged();  ///< text, error or isFiltering

private:
    struct Run;

    void take(const std::vector<EventRow> &rows);
    void giveUp(const std::vector<EventRow> &rows);
    void rebuild();
    void finish(std::vector<EventRow> rows);
    void replace(std::vector<EventRow> rows);
    void setHeldBack(std::vector<EventRow> rows);
    void insertSorted(const std::vector<EventRow> &rows);
    [[nodiscard]] std::vector<EventRow> passing(const std::vector<EventRow> &rows) const;

    EventStore &m_store;
    const Clock &m_clock;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    std::vector<EventRow> m_rows;
    std::vector<EventRow> m_cameWhileFrozen;  ///< whether they pass the filter or not
    std::vector<EventRow> m_heldBack;         ///< those of them that pass
    QString m_server;
    QString m_filterText;
    Filter m_filter;
    std::optional<FilterError> m_error;
    std::shared_ptr<Run> m_running;
    std::vector<EventRow> m_sinceSnapshot;
    QHash<QString, EventRow> m_clearedUpTo;  ///< by server: last row that came in before clear()
    qsizetype m_threshold = 20'000;
    bool m_frozen = false;
};

}  // namespace castellan::client
