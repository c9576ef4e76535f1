// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/event_record.h"
#include "core/result.h"
#include "ui/lists/column.h"
#include "ui/widgets/table_view.h"

#include <QAbstractTableModel>
#include <QDateTime>

#include <optional>

namespace castellan::ui {

/// A table over records of a server that are loaded page by page: the part that does not depend on
/// the kind of record. isLoading, error and loadedAt tell what the view shows instead of rows.
class TableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit TableModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    [[nodiscard]] bool isLoading() const { return m_loading; }
    /// Of the last try; rows of an earlier one stay.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// Time of the last successful answer; invalid before the first.
    [[nodiscard]] QDateTime loadedAt() const { return m_loadedAt; }
    /// The server's count, including rows that are not loaded.
    [[nodiscard]] qint64 total() const { return m_total; }

    /// The last column of every list holds the dots that open the row's menu.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final;

    /// Widths for the view, that of the dots included.
    [[nodiscard]] virtual std::vector<ColumnSpec> columnSpecs() const = 0;

    /// Reads again what is loaded (at least the first page) and merges the difference.
    virtual void refresh() = 0;
    /// Applies an event to the rows. False: the list has to be read again.
    virtual bool takeEvent(const client::EventRecord & /*event*/) { return false; }

Q_SIGNALS:
    /// One of isLoading, error, loadedAt, total changed.
    void stateChanged();

protected:
    [[nodiscard]] virtual QString idAt(int row) const = 0;
    /// The row as a sentence, for screen readers.
    [[nodiscard]] virtual QString sentenceAt(int row) const = 0;
    /// The two are not asked for the column with the dots.
    [[nodiscard]] virtual QVariant cellData(int row, int column, int role) const = 0;
    [[nodiscard]] virtual QVariant titleData(int column, int role) const = 0;

    void beginLoading();
    void endLoading(qint64 total, const QDateTime &at);
    void failLoading(Error error);

private:
    bool m_loading = false;
    std::optional<Error> m_error;
    QDateTime m_loadedAt;
    qint64 m_total = 0;
};

}  // namespace castellan::ui
