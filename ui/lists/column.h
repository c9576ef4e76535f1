// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/label.h"
#include "ui/widgets/shapes.h"
#include "ui/widgets/table_view.h"

#include <QDateTime>
#include <QString>
#include <QVariant>

#include <functional>
#include <optional>
#include <vector>

namespace castellan::ui {

/// Roles of cells besides Qt's and TableRole.
enum RecordDataRole : int {
    IdRole = Qt::UserRole + 1,  ///< the record's id
    SortRole,                   ///< the value to sort by
    FilterRole,                 ///< the text that filters search
    MoreRole,                   ///< true: the dots that open the row's menu
    BlankRole,                  ///< true: the record has no value here
};

/// The content and look of one cell.
struct Cell {
    QString words;
    QVariant sort = {};                  ///< the value to sort by; the words unless set
    std::optional<QString> filter = {};  ///< the text that filters search; the words unless set
    QString toolTip = {};
    Tone tone = Tone::normal;
    Shape shape = Shape::none;
    bool strong = false;
    bool fixed = false;   ///< in the fixed font, e.g. user names and addresses
    bool choice = false;  ///< a menu changes it
};

/// A time in words, muted, exact in its tool tip.
[[nodiscard]] Cell timeCell(const QDateTime &at, const QString &words);
/// A cell's value for a role.
[[nodiscard]] QVariant dataOf(const Cell &cell, int role);

/// One column of a table of records.
template <class Record> struct Column {
    QString title;
    double width = 30;  ///< on the grid, at least; a list widens it to what it holds
    std::function<Cell(const Record &record)> cell;
    Qt::Alignment alignment = Qt::AlignLeft;
    bool stretches = false;  ///< takes what is left; one column should
};

template <class Record> using Columns = std::vector<Column<Record>>;

/// The widths of columns, for the view.
template <class Record> [[nodiscard]] std::vector<ColumnSpec> specsOf(const Columns<Record> &columns)
{
    std::vector<ColumnSpec> specs;
    for (const auto &column : columns)
        specs.push_back({column.width, column.stretches});
    return specs;
}

/// A column header's value for a role.
template <class Record> [[nodiscard]] QVariant headerOf(const Column<Record> &column, int role)
{
    if (role == Qt::TextAlignmentRole)
        return int(column.alignment | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(column.title) : QVariant();
}

}  // namespace castellan::ui
