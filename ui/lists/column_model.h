// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/lists/column.h"

#include <QAbstractTableModel>

#include <functional>
#include <vector>

namespace castellan::ui {

/// A table of columns over rows in memory, for tables that load nothing.
template <class Row> class ColumnModel : public QAbstractTableModel {
public:
    /// `sentence` is a row for screen readers; without one they read cell by cell.
    ColumnModel(Columns<Row> columns, std::vector<Row> rows, std::function<QString(const Row &row)> sentence,
                QObject *parent)
        : QAbstractTableModel(parent), m_columns(std::move(columns)), m_rows(std::move(rows)),
          m_sentence(std::move(sentence))
    {
    }

    int rowCount(const QModelIndex &parent = {}) const final { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const final { return parent.isValid() ? 0 : int(m_columns.size()); }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        const auto &row = m_rows[std::size_t(index.row())];
        const auto &column = m_columns[std::size_t(index.column())];
        if (role == Qt::AccessibleTextRole)
            return m_sentence ? QVariant(m_sentence(row)) : QVariant();
        if (role == Qt::TextAlignmentRole)
            return headerOf(column, role);
        return dataOf(column.cell(row), role);
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
            return {};
        return headerOf(m_columns[std::size_t(section)], role);
    }

    [[nodiscard]] const std::vector<Row> &rows() const { return m_rows; }
    [[nodiscard]] std::vector<ColumnSpec> columnSpecs() const { return specsOf(m_columns); }

    /// The same rows are shown again, as their cells may have changed.
    void setRows(std::vector<Row> rows)
    {
        if (rows != m_rows) {
            beginResetModel();
            m_rows = std::move(rows);
            endResetModel();
        } else if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        }
    }

private:
    Columns<Row> m_columns;
    std::vector<Row> m_rows;
    std::function<QString(const Row &)> m_sentence;
};

}  // namespace castellan::ui
